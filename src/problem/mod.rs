//! A problem package on disk becomes a validated [`Package`]; one importer a format; statements
//! become HTML.

mod archive;
mod blobs;
mod constants;
mod export;
mod fields;
mod finding;
mod icpc;
mod load;
mod package;
mod polygon;
mod samples;
mod statement;
mod tree;
mod workshop;
mod yaml;

pub use blobs::DirBlobs;
pub use export::Export;
pub use finding::Finding;
pub use load::{Loaded, load, load_with};
pub use package::{
    Aggregation, AnnotatedSubmission, Bound, Carried, CarriedCase, Case, Child, Convention,
    Editorial, Expectation, FileIo, GradedGroup, Grading, Group, Interactor, Package, Probe,
    ProbeKind, ProbeOutput, Program, Rule, Sample, ScoreFile, SourceFile, Statement, Timing, Type,
    Validator,
};
pub use workshop::{NoWorkshop, Workshop};
