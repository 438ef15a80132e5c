//! What happens next by chance, and what of it would be accepted.

use accessdesk::domain::command::{Command, CommandRow};
use accessdesk::domain::id::Person;
use accessdesk::domain::refusal::Refusal;
use accessdesk::script::Line;
use serde_json::{Value, json};

use super::super::lines;
use super::super::reading::understood;
use super::super::values::Values;
use super::RandomDesk;

/// How many lines are tried before one is given that will be refused.
const TRIES: usize = 16;
/// By how many actors each of them is tried.
const ACTORS: usize = 3;

impl RandomDesk {
    /// Draws a line: mostly a command of a persona that will be accepted.
    pub(crate) fn draw(&mut self) -> Value {
        if std::mem::take(&mut self.redo_next) {
            return json!({"desk": "redo"});
        }
        if self.plan.is_empty() && self.dice.chance(4) {
            self.begin_another_season();
        }
        if self.dice.chance(50)
            && let Some(line) = self.planned()
        {
            return line;
        }
        if self.dice.chance(12) {
            let line = self.with_values(lines::any_desk_line);
            if line["desk"] == "undo" && self.dice.chance(60) {
                self.redo_next = true;
            }
            return line;
        }
        let row = self.rarest_command();
        let administrators = self.administrators();
        let tries = if self.dice.chance(85) { TRIES } else { 1 };
        let mut line = Value::Null;
        for _ in 0..tries {
            line = self.with_values(|values| lines::persona_line(row, values));
            for _ in 0..ACTORS {
                let actor = self.with_values(|values| lines::actor(&administrators, values));
                line["as"] = json!(actor);
                if self.would_be_accepted(&mut line) {
                    return line;
                }
            }
        }
        line
    }

    /// Picks four commands and takes the one that was accepted least often, so that what needs
    /// much preparation happens as often as what needs none.
    fn rarest_command(&mut self) -> &'static CommandRow {
        let accepted =
            |row: &CommandRow| self.outcomes.get(row.name).map_or(0, |(count, _)| *count);
        let rows: Vec<&CommandRow> = Command::TABLES.iter().copied().flatten().collect();
        let drawn: Vec<&CommandRow> = (0..4).map(|_| *self.dice.pick(&rows)).collect();
        drawn.into_iter().min_by_key(|row| accepted(row)).unwrap()
    }

    /// Tells whether a line would be accepted; a warning is taken into account.
    fn would_be_accepted(&mut self, line: &mut Value) -> bool {
        match self.preview(line) {
            None => true,
            Some(code) if Refusal::WARNINGS.contains(&code.as_str()) => {
                line["acknowledge"] = json!(Refusal::WARNINGS);
                self.preview(line).is_none()
            }
            Some(_) => false,
        }
    }

    pub(super) fn with_values<T>(&mut self, draw: impl FnOnce(&mut Values<'_>) -> T) -> T {
        let mischief = *self.dice.pick(&[0, 0, 3, 10]);
        let mut values = Values {
            dice: &mut self.dice,
            known: &self.known,
            tenant: self.engine.tenant(),
            now: self.engine.now(),
            mischief,
        };
        draw(&mut values)
    }

    /// Draws a command of one kind that would be accepted of somebody, if chance finds one.
    pub(crate) fn acceptable(&mut self, row: &CommandRow, actor: Person) -> Option<Command> {
        for _ in 0..TRIES {
            let mut line = self.with_values(|values| lines::persona_line(row, values));
            line["as"] = json!(actor.object().guid().to_string());
            if self.would_be_accepted(&mut line) {
                let line = line.to_string();
                let read = Line::read(&line).unwrap();
                let (_, command, _) = understood(&self.engine, &read).unwrap()?;
                return Some(command);
            }
        }
        None
    }
}
