//! `minos bench`: what isolation, judging and measuring cost on this host, beside the bare thing
//! in the same run; how a server bears a contest; what the queue costs, short and long.

mod figures;
mod judge;
mod load;
mod material;
mod measure;
mod peers;
mod queue;
mod sandbox;
mod store;

use std::process::ExitCode;

use clap::Subcommand;
use serde::Serialize;

/// Measure what judging costs on this host, beside the same programs run bare, and how a server
/// bears a contest
#[derive(Debug, clap::Args)]
#[command(after_help = "Let nothing else run meanwhile, and trust ratios more than times.")]
pub struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Judge(judge::JudgeBench),
    Load(load::LoadBench),
    Measure(measure::MeasureBench),
    Queue(queue::Queue),
    Sandbox(sandbox::Sandbox),
    Store(store::StoreBench),
}

impl Bench {
    /// Measures.
    ///
    /// # Errors
    /// When the report can't be made.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let result = match &self.what {
            What::Judge(args) => args.run(),
            What::Load(args) => args.run(),
            What::Measure(args) => args.run(),
            What::Queue(args) => return args.run(),
            What::Store(args) => args.run(),
            What::Sandbox(args) => return args.run(),
        };
        match result {
            Ok(code) => Ok(code),
            Err(refusal) => Ok(refusal.report()),
        }
    }
}

/// Prints a report as JSON.
fn print_json(report: &impl Serialize) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string_pretty(report)?);
    Ok(())
}

/// The middle of some numbers; 0 of none.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    match numbers.len() {
        0 => 0.0,
        n if n % 2 == 1 => numbers[n / 2],
        n => f64::midpoint(numbers[n / 2 - 1], numbers[n / 2]),
    }
}

/// Rounded to `digits` after the point.
fn round(number: f64, digits: i32) -> f64 {
    let unit = 10_f64.powi(digits);
    (number * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(Vec::new()), 0.0);
        assert_eq!(round(1.2345, 2), 1.23);
    }
}
