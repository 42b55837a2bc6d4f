//! The API's contract, against a real server whose programs are played.

mod abuse;
mod contract;
mod dashboard;
mod headers;
mod house;
mod input;
mod limits;
mod metrics;
mod openapi;
mod owasp;
mod packages;
mod queue;
mod rejudges;
mod runs;
mod script;
mod serve;
mod slow;
mod stream;
mod tables;
mod who;
