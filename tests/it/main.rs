//! Every integration test is a module of this one binary.

mod architecture;
mod judge;
mod languages;
mod problem;
mod sandbox;
