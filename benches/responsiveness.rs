//! How long a person waits, beside what the machine itself needs for the same.
//!
//! Each group holds a baseline of the same run; the product is held to a multiple of it: three times a
//! shell for the first frame, twice a bare draw for a key, 1.3 times a bare append for a commit.

use std::fs::OpenOptions;
use std::hint::black_box;
use std::io::Write;

use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::Terminal as Screen;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::{TerminalOptions, Viewport};

#[expect(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "shared with the tests, of which a benchmark uses a part"
)]
#[path = "../tests/it"]
mod it {
    pub(crate) mod support;
}

use it::support::terminal::Terminal;

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
/// About what a command with one event takes in the journal.
const RECORD: [u8; 700] = [b'x'; 700];

/// From starting a program to the first text on its screen.
fn first_frame(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("first frame");
    group.sample_size(20);
    group.bench_function("baseline: shell", |bencher| {
        bencher.iter(|| {
            let mut terminal = Terminal::shell("printf ready; read answer")
                .size(COLUMNS, ROWS)
                .start();
            terminal.wait_for("ready");
        });
    });
    group.finish();
}

/// From a key to the bytes of a frame in which every cell differs.
fn key_to_frame(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key to frame");
    let area = Rect::new(0, 0, COLUMNS, ROWS);
    let pages = ["a", "b"].map(|letter| {
        let row = letter.repeat(usize::from(COLUMNS));
        Paragraph::new(vec![row; usize::from(ROWS)].join("\n"))
    });
    group.bench_function("baseline: draw of a full screen", |bencher| {
        let viewport = Viewport::Fixed(area);
        let backend = CrosstermBackend::new(std::io::sink());
        let Ok(mut screen) = Screen::with_options(backend, TerminalOptions { viewport }) else {
            return;
        };
        let mut turn = pages.iter().cycle();
        bencher.iter(|| {
            let drawn = screen.draw(|frame| frame.render_widget(turn.next(), area));
            black_box(drawn.is_ok())
        });
    });
    group.finish();
}

/// From a command to its receipt, durable on disk.
fn durable_commit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("durable commit");
    group.bench_function("baseline: append and sync", |bencher| {
        let directory = tempfile::tempdir();
        let opened = directory.as_ref().ok().and_then(|directory| {
            let path = directory.path().join("journal");
            OpenOptions::new().append(true).create(true).open(path).ok()
        });
        let Some(mut journal) = opened else {
            return;
        };
        bencher.iter(|| {
            journal
                .write_all(&RECORD)
                .and_then(|()| journal.sync_data())
        });
    });
    group.finish();
}

criterion_group!(responsiveness, first_frame, key_to_frame, durable_commit);
criterion_main!(responsiveness);
