//! Decides commands without keeping anything, to say what they would do.

use crate::domain::command::Command;
use crate::domain::context::Context;
use crate::domain::decide;
use crate::domain::draft::Draft;
use crate::domain::id::Person;
use crate::domain::impact::{self, Affected};
use crate::domain::limits;
use crate::domain::tenant::Tenant;
use crate::domain::walk::Walk;
use crate::engine::{Engine, EngineError, Receipt, Refused, Terms};
use crate::store::fs::Fs;

impl<F: Fs> Engine<F> {
    /// Says what a command would do, without doing it; due work is left undone too.
    pub fn preview(
        &mut self,
        actor: Person,
        command: &Command,
        terms: &Terms,
    ) -> Result<Receipt, EngineError> {
        self.preview_each(actor, std::slice::from_ref(command), terms)
    }

    /// Says what commands would do one after the other, as far as the rules let each of them, without
    /// doing any; refused where the rules let none.
    pub fn preview_each(
        &mut self,
        actor: Person,
        commands: &[Command],
        terms: &Terms,
    ) -> Result<Receipt, EngineError> {
        self.suppose(actor, commands, terms, |_, receipt| receipt)
    }

    /// Asks a question of the state that commands would lead to, without keeping it.
    pub fn suppose<T>(
        &mut self,
        actor: Person,
        commands: &[Command],
        terms: &Terms,
        ask: impl FnOnce(&Tenant, Receipt) -> T,
    ) -> Result<T, EngineError> {
        let now = self.now();
        let mut draft = Draft::new(&mut self.desk.tenant);
        let (mut bindings, mut warnings) = (Vec::new(), Vec::new());
        let mut refused = None;
        let mut accepted = commands.is_empty();
        for command in commands {
            let before = draft.events().len();
            let mut walk = Walk::default();
            let mut context = Context {
                actor,
                now,
                ids: self.ids.as_mut(),
                walk: &mut walk,
                acknowledged: &terms.acknowledge,
                warnings: Vec::new(),
                bindings: Vec::new(),
            };
            match decide::decide(&mut draft, &mut context, command) {
                Ok(_) => {
                    accepted = true;
                    warnings.append(&mut context.warnings);
                    bindings.append(&mut context.bindings);
                }
                Err(refusal) => {
                    refused.get_or_insert_with(|| Refused::new(refusal, walk).named_on(&draft));
                    draft.take_back_to(before);
                }
            }
        }
        if let Some(refused) = refused.filter(|_| !accepted) {
            return Err(EngineError::Refused(Box::new(refused)));
        }
        let warnings = limits::advised(&draft, &warnings);
        let receipt = Receipt {
            seq: 0,
            at: now,
            bindings,
            events: draft.events().to_vec(),
            warnings,
            swept: Vec::new(),
        };
        Ok(ask(&draft, receipt))
    }

    /// Says whom a previewed command would touch; `None` unless it edits a package or a policy.
    pub fn affected(&mut self, preview: &Receipt) -> Option<Affected> {
        impact::edits_packages(&preview.events).then(|| self.foresee(preview))
    }

    /// Says whom a previewed command would touch, whatever it edits.
    pub fn foresee(&mut self, preview: &Receipt) -> Affected {
        impact::foreseen(&mut self.desk.tenant, preview.at, &preview.events)
    }
}
