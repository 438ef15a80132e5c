//! Reads on from the last known commit and judges what it finds.

use crate::store::digest::Digest;
use crate::store::error::StoreError;
use crate::store::finding::{Finding, FindingKind};
use crate::store::frame::{Record, Text};
use crate::store::fs::Fs;
use crate::store::head::{Head, HeadFile};
use crate::store::journal::segment::{self, Lines};
use crate::store::journal::{Current, Journal, Stretch};
use crate::store::names::Names;

/// How far to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// Up to a commit; what lies beyond may be a write in flight.
    Commit(u64),
    /// Up to the end.
    End,
}

/// How reading ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// Everything that was asked for is there.
    Whole,
    /// After the last whole commit lie so many bytes of one that was never acknowledged.
    Torn(u64),
    /// The journal is good up to the tip and damaged beyond it.
    Damaged(Finding),
}

/// A commit of which some lines have been read.
#[derive(Debug)]
struct Unfinished {
    start: u64,
    last: Digest,
    text: String,
}

/// What one line led to.
enum Step {
    Unfinished,
    Commit(Head, String),
    Broken,
}

impl Unfinished {
    fn take(&mut self, expected: u64, record: Record) -> Step {
        if record.seq != expected || record.previous != self.last {
            return Step::Broken;
        }
        self.last = record.digest;
        let head = Head {
            seq: record.seq,
            hash: record.digest,
        };
        match record.text {
            Text::Whole(text) if self.text.is_empty() => Step::Commit(head, text),
            Text::Whole(_) => Step::Broken,
            Text::Part(part) => {
                self.text.push_str(&part);
                Step::Unfinished
            }
            Text::LastPart(part) => {
                self.text.push_str(&part);
                Step::Commit(head, std::mem::take(&mut self.text))
            }
        }
    }
}

/// How reading one file ended.
enum FileEnd {
    Reached,
    Exhausted,
    /// Bytes that are no record, or a commit without its last line; where it and they begin.
    Odd {
        start: u64,
        bad: u64,
    },
    Damaged(Finding),
}

impl<F: Fs> Journal<F> {
    /// Reads on and gives each whole commit to `each`, which says why it is none.
    ///
    /// Nothing is written. After damage the tip is the last good commit.
    pub(crate) fn read_on(
        &mut self,
        head: &HeadFile,
        names: Names,
        until: Until,
        each: &mut dyn FnMut(Head, &str) -> Result<(), String>,
    ) -> Result<End, StoreError> {
        if let Some(damage) = self.against(head, self.tip, self.current_length()) {
            return Ok(End::Damaged(damage));
        }
        loop {
            let ended = match self.current.take() {
                None => FileEnd::Exhausted,
                Some(mut current) => {
                    let ended = self.read_file(&mut current, head, until, each);
                    self.current = Some(current);
                    ended?
                }
            };
            match ended {
                FileEnd::Reached => return Ok(End::Whole),
                FileEnd::Damaged(finding) => return Ok(End::Damaged(finding)),
                FileEnd::Odd { start, bad } => return self.judge_tail(head, start, bad),
                FileEnd::Exhausted if self.may_go_on(head, names) && self.enter_next()? => {}
                FileEnd::Exhausted => return Ok(self.judge_end(head, until)),
            }
        }
    }

    /// Tells whether there can be a file after the current one.
    fn may_go_on(&self, head: &HeadFile, names: Names) -> bool {
        names == Names::Unknown || head.last().is_some_and(|head| head.seq > self.tip.seq)
    }

    fn read_file(
        &mut self,
        current: &mut Current<F>,
        head: &HeadFile,
        until: Until,
        each: &mut dyn FnMut(Head, &str) -> Result<(), String>,
    ) -> Result<FileEnd, StoreError> {
        if until != Until::Commit(self.tip.seq) && !current.goes_on()? {
            return Ok(FileEnd::Exhausted);
        }
        let vouched = head.last().map_or(0, |head| head.seq);
        let mut lines = Lines::new(&current.file, current.end);
        let mut commit = self.unfinished(current.end);
        loop {
            if until == Until::Commit(self.tip.seq) {
                return Ok(FileEnd::Reached);
            }
            let bad = lines.offset();
            let next = lines
                .next()
                .map_err(StoreError::io("read", &current.path))?;
            let record = match next {
                Some(Ok(record)) => record,
                None if commit.start == bad && current.left_over()?.is_none() => {
                    return Ok(FileEnd::Exhausted);
                }
                None | Some(Err(_)) => {
                    let start = commit.start;
                    return Ok(FileEnd::Odd { start, bad });
                }
            };
            let seq = self.tip.seq.saturating_add(1);
            let damaged = |kind| {
                let file = segment::name(current.first);
                Ok(FileEnd::Damaged(Finding::at(kind, file, seq, bad)))
            };
            let (reached, text) = match commit.take(seq, record) {
                Step::Unfinished => continue,
                Step::Broken => return damaged(FindingKind::ChainBroken),
                Step::Commit(reached, text) => (reached, text),
            };
            if head.hash_of(seq).is_some_and(|hash| hash != reached.hash) {
                return damaged(FindingKind::HeadDiffers);
            }
            if let Err(reason) = each(reached, &text) {
                return damaged(FindingKind::NotACommit { reason });
            }
            self.tip = reached;
            current.last_line = bad;
            current.end = lines.offset();
            if seq > vouched {
                self.note_unvouched(current, commit.start);
            }
            commit = self.unfinished(current.end);
        }
    }

    const fn unfinished(&self, start: u64) -> Unfinished {
        Unfinished {
            start,
            last: self.tip.hash,
            text: String::new(),
        }
    }

    fn note_unvouched(&mut self, current: &Current<F>, start: u64) {
        match self.unvouched.last_mut() {
            Some(stretch) if stretch.path == current.path => stretch.to = current.end,
            Some(_) | None => self.unvouched.push(Stretch {
                path: current.path.clone(),
                from: start,
                to: current.end,
            }),
        }
    }

    /// Compares a place in the chain with what the head says of it.
    fn against(&self, head: &HeadFile, place: Head, byte: u64) -> Option<Finding> {
        let differs = head
            .hash_of(place.seq)
            .is_some_and(|hash| hash != place.hash);
        differs.then(|| {
            let file = segment::name(self.current.as_ref().map_or(1, |current| current.first));
            Finding::at(FindingKind::HeadDiffers, file, place.seq, byte)
        })
    }

    fn judge_end(&self, head: &HeadFile, until: Until) -> End {
        let vouched = head.last().map_or(0, |head| head.seq);
        let wanted = match until {
            Until::Commit(seq) => seq.max(vouched),
            Until::End => vouched,
        };
        let seq = self.tip.seq.saturating_add(1);
        match &self.current {
            None => End::Damaged(Finding::of_file(
                FindingKind::SegmentMissing,
                segment::name(seq),
            )),
            Some(current) if self.tip.seq < wanted => End::Damaged(Finding::at(
                FindingKind::JournalEndsEarly { vouched: wanted },
                segment::name(current.first),
                seq,
                current.end,
            )),
            Some(_) => End::Whole,
        }
    }

    /// Tells a commit that was never acknowledged from damage.
    fn judge_tail(&self, head: &HeadFile, start: u64, bad: u64) -> Result<End, StoreError> {
        let Some(current) = &self.current else {
            return Ok(End::Whole);
        };
        let failed = || StoreError::io("read", &current.path);
        let vouched = head.last().is_some_and(|head| head.seq > self.tip.seq);
        let followed = segment::list(&self.fs, &self.directory)?
            .into_iter()
            .any(|first| first > self.tip.seq && first != current.first);
        let damaged = vouched
            || followed
            || segment::holds_record_after(&current.file, bad).map_err(failed())?;
        if damaged {
            return Ok(End::Damaged(Finding::at(
                FindingKind::RecordDamaged,
                segment::name(current.first),
                self.tip.seq.saturating_add(1),
                bad,
            )));
        }
        let end = current.left_over()?.unwrap_or(start);
        Ok(End::Torn(end.saturating_sub(start)))
    }
}
