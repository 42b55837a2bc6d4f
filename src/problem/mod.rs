//! A problem package on disk becomes a validated [`Package`]; one importer a format; statements
//! become HTML.

mod blobs;
mod finding;
mod load;
mod package;

pub use blobs::DirBlobs;
pub use finding::Finding;
pub use load::{Loaded, load};
pub use package::{
    Aggregation, AnnotatedSubmission, Case, Expectation, Group, Package, Program, Sample,
    SourceFile, Statement, Type, Validator,
};
