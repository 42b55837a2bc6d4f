//! A problem package on disk becomes a validated [`Package`]; one importer a format; statements
//! become HTML.

mod package;

pub use package::{
    Aggregation, AnnotatedSubmission, Case, Expectation, Group, Package, Program, Sample,
    SourceFile, Statement, Type, Validator,
};
