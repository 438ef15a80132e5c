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
        self.suppose(actor, command, terms, |_, receipt| receipt)
    }

    /// Says what commands would do one after the other, as far as the rules let each of them, without
    /// doing any; refused where the rules let none.
    pub fn preview_each(
        &mut self,
        actor: Person,
        commands: &[Command],
        terms: &Terms,
    ) -> Result<Receipt, EngineError> {
        let now = self.now();
        let mut draft = Draft::new(&mut self.desk.tenant);
        let mut receipt = Receipt {
            seq: 0,
            at: now,
            bindings: Vec::new(),
            events: Vec::new(),
            warnings: Vec::new(),
            swept: Vec::new(),
        };
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
                    receipt.warnings.append(&mut context.warnings);
                    receipt.bindings.append(&mut context.bindings);
                }
                Err(refusal) => {
                    draft.take_back_to(before);
                    refused.get_or_insert_with(|| Refused::new(refusal, walk));
                }
            }
        }
        if let Some(refused) = refused.filter(|_| !accepted) {
            return Err(EngineError::Refused(Box::new(refused)));
        }
        let warnings = limits::warnings(&draft, draft.events());
        receipt.warnings.extend(warnings);
        receipt.events = draft.events().to_vec();
        Ok(receipt)
    }

    /// Asks a question of the state that a command would lead to, without keeping it.
    pub fn suppose<T>(
        &mut self,
        actor: Person,
        command: &Command,
        terms: &Terms,
        ask: impl FnOnce(&Tenant, Receipt) -> T,
    ) -> Result<T, EngineError> {
        let now = self.now();
        let mut walk = Walk::default();
        let mut draft = Draft::new(&mut self.desk.tenant);
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
                let mut warnings = std::mem::take(&mut context.warnings);
                warnings.extend(limits::warnings(&draft, draft.events()));
                let receipt = Receipt {
                    seq: 0,
                    at: now,
                    bindings: std::mem::take(&mut context.bindings),
                    events: draft.events().to_vec(),
                    warnings,
                    swept: Vec::new(),
                };
                Ok(ask(&draft, receipt))
            }
            Err(refusal) => {
                let refused = Refused::new(refusal, walk).named_on(&draft);
                Err(EngineError::Refused(Box::new(refused)))
            }
        }
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
