//! Lets time pass in a rehearsal, and people sign in meanwhile.

use crate::domain::command::{DeskCommand, SignIn};
use crate::domain::commit::{Actor, CommitKind};
use crate::domain::draft::Draft;
use crate::domain::id::Person;
use crate::domain::mail;
use crate::domain::sweep;
use crate::domain::time::Span;
use crate::ui::msg::Msg;
use crate::ui::rehearsal::Rehearsal;

impl Rehearsal {
    /// Lets somebody sign in now, while the same persona goes on acting.
    pub(crate) fn sign_in(&mut self, persona: Person) {
        let directory = None;
        let command = DeskCommand::SignIn(SignIn { persona, directory });
        self.operate(&command, CommitKind::Command).unwrap();
    }

    /// Moves the clock and does what becomes due by that.
    pub(crate) fn wait(&mut self, span: Span) {
        self.now = self.now.plus(span);
        while let Some(due) = sweep::next_due(&self.desk.tenant).filter(|due| due.at <= self.now) {
            let mut draft = Draft::new(&mut self.desk.tenant);
            sweep::run(&mut draft, due.at, &mut self.ids, due).unwrap();
            let mails = mail::written(&draft, draft.events());
            let events = draft.keep();
            let by = (Actor::System, due.kind.json(), CommitKind::Sweep);
            self.record(by, Vec::new(), events, mails);
        }
        self.tell(Msg::Reloaded);
    }
}
