//! Every integration test is a module of this one binary.

mod architecture;
mod problem;
mod sandbox;
