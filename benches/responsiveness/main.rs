//! How long a person waits, beside what the machine itself needs for the same.
//!
//! Each pair holds a baseline of the same run: a shell for the first frame, a bare draw for a key,
//! a bare append for a commit. The product is held to a multiple of it. The pairs of a group also
//! run in turns, so that a busy machine is busy for both, and the summary shows ratio and limit side
//! by side. That is done before the next group sets up a large tenant: this process would be slow to
//! fork from then on, which counts for both sides and hides what the product adds.

use criterion::Criterion;

#[expect(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "shared with the tests, of which a benchmark uses a part"
)]
#[path = "../../tests/it"]
mod it {
    pub(crate) mod support;
}

mod durable_commit;
mod first_frame;
mod key_to_frame;
mod pair;
mod unsynced;
mod workplace;

use pair::Pair;

/// What every benchmark may fail with; there is nobody to recover for.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Sets the pairs of a group up.
type Make = fn() -> Outcome<Vec<Pair>>;

fn main() -> Outcome<()> {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_wanted =
        |group: &str| wanted.is_empty() || wanted.iter().any(|name| group.contains(name));
    let groups: [(&str, Make); 3] = [
        (first_frame::GROUP, first_frame::pairs),
        (key_to_frame::GROUP, key_to_frame::pairs),
        (durable_commit::GROUP, durable_commit::pairs),
    ];
    let mut criterion = Criterion::default().configure_from_args();
    let summarizes = std::env::args().any(|argument| argument == "--bench");
    for (group, make) in groups {
        if is_wanted(group) {
            let mut made = make()?;
            pair::measure(&mut criterion, group, &mut made);
            if summarizes {
                pair::summarize(&mut made);
            }
        }
    }
    criterion.final_summary();
    Ok(())
}
