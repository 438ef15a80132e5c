//! A baseline and a piece of the product that are measured side by side.

use std::time::{Duration, Instant};

use criterion::Criterion;

/// Something that is done once and may be timed.
pub(crate) type Act = Box<dyn FnMut()>;

/// A piece of the product with what it is held to.
pub(crate) struct Pair {
    /// What is measured.
    pub(crate) name: &'static str,
    /// How many times the baseline it may take.
    pub(crate) limit: f64,
    /// How often both are done in turns for the summary.
    pub(crate) rounds: usize,
    /// How often each is done within a round, because once would be too short to time.
    pub(crate) repeats: u32,
    /// What the machine itself needs.
    pub(crate) baseline: Act,
    /// What the product needs.
    pub(crate) product: Act,
}

/// Measures each side of each pair by itself.
pub(crate) fn measure(criterion: &mut Criterion, group: &str, pairs: &mut [Pair]) {
    let mut group = criterion.benchmark_group(group);
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    for pair in pairs {
        group.bench_function(format!("{}: baseline", pair.name), |bencher| {
            bencher.iter(&mut pair.baseline);
        });
        group.bench_function(pair.name, |bencher| bencher.iter(&mut pair.product));
    }
    group.finish();
}

/// Times both sides in turns and prints their medians, the ratio and the limit.
#[expect(
    clippy::print_stdout,
    reason = "the summary is what a benchmark is for"
)]
pub(crate) fn summarize(pairs: &mut [Pair]) {
    println!(
        "\n{:44} {:>12} {:>12} {:>6} {:>6}",
        "in turns, medians", "baseline", "product", "ratio", "limit"
    );
    for pair in pairs {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..pair.rounds {
            for (act, times) in [&mut pair.baseline, &mut pair.product]
                .into_iter()
                .zip(&mut times)
            {
                let started = Instant::now();
                for _ in 0..pair.repeats {
                    act();
                }
                times.push(started.elapsed() / pair.repeats);
            }
        }
        let [baseline, product] = times.map(median);
        let ratio = product.as_secs_f64() / baseline.as_secs_f64();
        let verdict = if ratio <= pair.limit { "" } else { "  MISSED" };
        println!(
            "{:44} {baseline:>12.2?} {product:>12.2?} {ratio:>6.2} {:>6.1}{verdict}",
            pair.name, pair.limit
        );
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
