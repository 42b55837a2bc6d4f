//! The metrics as numbers again: what a page draws is what `/metrics` says.

use std::{collections::BTreeMap, ops::Add as _};

/// One sample of the OpenMetrics text format.
#[derive(Clone, Debug, PartialEq)]
struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

/// Every metric at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    samples: Vec<Sample>,
}

impl Reading {
    /// Reads what [`super::Metrics::text`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self { samples: lines.filter_map(sample).collect() }
    }

    /// The sum of all samples of this name; 0 when there are none.
    #[must_use]
    pub fn sum(&self, name: &str) -> f64 {
        // An empty sum of floats is -0, which shows.
        self.named(name).map(|sample| sample.value).fold(0.0, f64::add)
    }

    /// The sum of those of this name that have this label.
    #[must_use]
    pub fn of(&self, name: &str, label: &str, value: &str) -> f64 {
        let has = |sample: &&Sample| sample.labels.get(label).is_some_and(|own| own == value);
        self.named(name).filter(has).map(|sample| sample.value).fold(0.0, f64::add)
    }

    /// The samples of this name, summed by a label's value, in alphabetical order.
    #[must_use]
    pub fn by(&self, name: &str, label: &str) -> BTreeMap<String, f64> {
        let mut sums = BTreeMap::new();
        for sample in self.named(name) {
            if let Some(value) = sample.labels.get(label) {
                *sums.entry(value.clone()).or_default() += sample.value;
            }
        }
        sums
    }

    /// The value below which `share` of a histogram's observations lie, as far as its buckets
    /// tell: evenly spread within each, as Prometheus' `histogram_quantile` has it. `None` without
    /// observations.
    #[must_use]
    pub fn quantile(&self, name: &str, label: &str, value: &str, share: f64) -> Option<f64> {
        let bucket = format!("{name}_bucket");
        let mut counts: Vec<(f64, f64)> = self
            .named(&bucket)
            .filter(|sample| sample.labels.get(label).is_some_and(|own| own == value))
            .filter_map(|sample| Some((bound(sample.labels.get("le")?)?, sample.value)))
            .collect();
        counts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total = counts.last()?.1;
        if total <= 0.0 {
            return None;
        }
        let wanted = share * total;
        let (mut below, mut floor) = (0.0, 0.0);
        for (bound, count) in counts {
            if count >= wanted {
                // Beyond the last bound there is nothing to say but that.
                let width = if bound.is_finite() { bound - floor } else { 0.0 };
                let within = if count > below { (wanted - below) / (count - below) } else { 0.0 };
                return Some(floor + width * within);
            }
            (below, floor) = (count, bound);
        }
        None
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Sample> {
        self.samples.iter().filter(move |sample| sample.name == name)
    }
}

fn bound(text: &str) -> Option<f64> {
    if text == "+Inf" { Some(f64::INFINITY) } else { text.parse().ok() }
}

/// `name{label="value",…} number`.
fn sample(line: &str) -> Option<Sample> {
    let (series, value) = line.rsplit_once(' ')?;
    let (name, labels) = series.split_once('{').unwrap_or((series, ""));
    let mut found = BTreeMap::new();
    let mut rest = labels.trim_end_matches('}');
    while let Some((label, after)) = rest.split_once("=\"") {
        let (value, after) = quoted(after);
        found.insert(label.trim_start_matches(',').to_owned(), value);
        rest = after;
    }
    Some(Sample { name: name.to_owned(), labels: found, value: bound(value)? })
}

/// A label's value, with what follows its closing quote.
fn quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[at + 1..]),
            '\\' => match letters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, other)) => value.push(other),
                None => {}
            },
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{domain::Verdict, telemetry::Metrics};

    #[test]
    fn what_was_counted_is_read() {
        let metrics = Metrics::new();
        metrics.judged(Verdict::Accepted);
        metrics.judged(Verdict::Accepted);
        metrics.judged(Verdict::WrongAnswer);
        metrics.queue("practice", 3, 0, Duration::from_millis(2500));
        metrics.answered("GET", "/a\"b\\c,d=\"e\"", 429, Duration::ZERO);
        let reading = Reading::parse(&metrics.text());
        assert_eq!(reading.sum("minos_verdicts_total"), 3.0);
        assert_eq!(reading.by("minos_verdicts_total", "verdict")["AC"], 2.0);
        assert_eq!(reading.of("minos_queue_depth", "priority", "practice"), 3.0);
        assert_eq!(reading.sum("minos_queue_lag_seconds"), 2.5);
        assert_eq!(reading.of("minos_http_requests_total", "status", "429"), 1.0);
        assert!(reading.by("minos_http_requests_total", "route").contains_key("/a\"b\\c,d=\"e\""));
        assert_eq!(reading.sum("minos_no_such_thing").to_string(), "0");
    }

    #[test]
    fn quantiles_come_from_buckets() {
        let metrics = Metrics::new();
        for ms in [1, 10, 10, 10, 10, 10, 10, 10, 10, 3000] {
            metrics.ran("cpp", Duration::from_millis(ms));
        }
        metrics.ran("other", Duration::from_secs(1000));
        let reading = Reading::parse(&metrics.text());
        let of =
            |language, share| reading.quantile("minos_run_seconds", "language", language, share);
        let median = of("cpp", 0.5).expect("observations");
        assert!((0.008..=0.016).contains(&median), "{median}");
        let most = of("cpp", 0.99).expect("observations");
        assert!((2.048..=4.096).contains(&most), "{most}");
        assert_eq!(of("ada", 0.5), None);
        assert!(of("other", 0.5).is_some_and(f64::is_finite), "beyond the last bound");
    }
}
