//! Looks at what undo or redo would reverse, and lets exactly that be reversed.

use super::{Errand, Seat};
use crate::domain::command::DeskCommand;
use crate::domain::commit::Commit;
use crate::domain::walk::Walk;
use crate::engine::{EngineError, Refused, Terms};
use crate::store::fs::Fs;
use crate::ui::msg::Msg;
use crate::ui::reversal::{self, Turn};

impl<F: Fs> Seat<F> {
    /// Reads what undo or redo would reverse, with what other windows and time have done by now.
    pub(super) fn look_back(&mut self, turn: Turn) -> Vec<Errand> {
        match self.reversible(turn) {
            Ok((commits, all)) => self.tell(Msg::Reversible(turn, commits, all)),
            Err(error) => self.finish(Err(error)),
        }
    }

    /// Returns the first commits that would be reversed, and how many there are.
    fn reversible(&mut self, turn: Turn) -> Result<(Vec<Commit>, usize), EngineError> {
        self.engine.catch_up()?;
        let mut walk = Walk::default();
        let possible = match turn {
            Turn::Undo => self.engine.can_undo(&mut walk),
            Turn::Redo => self.engine.can_redo(&mut walk),
        };
        if let Err(refusal) = possible {
            let refused = Refused::new(refusal, walk);
            return Err(EngineError::Refused(Box::new(refused)));
        }
        let history = &self.engine.desk().history;
        let steps = history.to_undo().unwrap_or_default();
        self.looked_back = match turn {
            Turn::Undo => steps.last().copied(),
            Turn::Redo => history.to_redo(),
        };
        match turn {
            Turn::Undo => {
                let commits = self.engine.undoable_first(reversal::LOOKED_AT)?;
                Ok((commits, steps.len()))
            }
            Turn::Redo => {
                let commits = Vec::from_iter(self.engine.redoable()?);
                let all = commits.len();
                Ok((commits, all))
            }
        }
    }

    /// Returns what comes with a command of the operator: undo and redo reverse what was looked at.
    pub(super) fn terms_of(&mut self, command: &DeskCommand) -> Terms {
        let reverses = match command {
            DeskCommand::Undo(_) | DeskCommand::Redo(_) => self.looked_back.take(),
            DeskCommand::FoundTenant(_)
            | DeskCommand::AdvanceClock(_)
            | DeskCommand::SwitchPersona(_)
            | DeskCommand::SignIn(_)
            | DeskCommand::AddDirectory(_)
            | DeskCommand::AddExternalPerson(_)
            | DeskCommand::UpdateExternalPerson(_)
            | DeskCommand::RemoveExternalPerson(_)
            | DeskCommand::AnswerCallout(_) => None,
        };
        Terms {
            reverses,
            ..Terms::default()
        }
    }
}
