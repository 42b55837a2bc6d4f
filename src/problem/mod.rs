//! A problem package on disk becomes a validated [`Package`]; one importer a format; statements
//! become HTML.

mod blobs;
mod constants;
mod fields;
mod finding;
mod icpc;
mod load;
mod package;
mod statement;
mod tree;
mod yaml;

pub use blobs::DirBlobs;
pub use finding::Finding;
pub use load::{Loaded, load};
pub use package::{
    Aggregation, AnnotatedSubmission, Bound, Case, Child, Convention, Expectation, FileIo,
    GradedGroup, Grading, Group, Interactor, Package, Probe, ProbeKind, ProbeOutput, Program, Rule,
    Sample, ScoreFile, SourceFile, Statement, Timing, Type, Validator,
};
