//! Who sends what, and when.

use std::time::Duration;

use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};

use super::programs::Program;

/// Between two bursts: as on contest days, when a clock or an announcement has many submit at once.
const BETWEEN_BURSTS: Duration = Duration::from_secs(60);
/// How long a burst lasts.
const BURST: Duration = Duration::from_secs(2);

/// One submission to come.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// After the contest's start.
    pub at: Duration,
    pub program: Program,
}

/// The submissions of each contestant in their order: half of them come in bursts, the others at
/// any time within `length`. The same seed gives the same.
pub(super) fn schedule(
    programs: &[Program],
    contestants: u32,
    each: u32,
    length: Duration,
    seed: u64,
) -> Vec<Vec<Step>> {
    let mut dice = StdRng::seed_from_u64(seed);
    let bursts = (length.as_secs() / BETWEEN_BURSTS.as_secs()).max(1);
    let of_one = |_| {
        let mut steps: Vec<Step> = (0..each)
            .map(|_| {
                let at = if dice.random_bool(0.5) {
                    let burst = length.mul_f64(dice.random_range(0..bursts) as f64 / bursts as f64);
                    burst + BURST.min(length).mul_f64(dice.random())
                } else {
                    length.mul_f64(dice.random())
                };
                let program = programs.choose(&mut dice).expect("there are programs").clone();
                Step { at: at.min(length), program }
            })
            .collect();
        steps.sort_by_key(|step| step.at);
        steps
    };
    (0..contestants).map(of_one).collect()
}
