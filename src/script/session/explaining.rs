//! Explains verdicts, and finds the command that would turn a "no".

use serde_json::{Value, json};

use crate::domain::id::Person;
use crate::domain::subject::DirectoryRole;
use crate::domain::walk::Silent;
use crate::engine::Terms;
use crate::script::json::Malformed;
use crate::script::line::{Line, Verb};
use crate::script::query::{self, Explained, Fields, Remedy, Rule, WhyRow};
use crate::script::resolve::Viewer;
use crate::script::session::{Order, Session};
use crate::script::trouble::Trouble;
use crate::store::fs::Fs;

impl<F: Fs> Session<'_, F> {
    /// Answers why, and names the smallest single command that would turn a "no".
    pub(super) fn explain(&mut self, row: &WhyRow, line: &Line) -> Result<Value, Trouble> {
        let asked = self.asked(line)?;
        let viewer = asked.viewer;
        let (mut answer, with) = query::why(row, line, &asked)?;
        let no = answer.get("verdict") == Some(&Value::Bool(false));
        if let Some(rule) = row.rule.filter(|_| no) {
            let remedies = query::remedies(rule, &asked, &with);
            drop(asked);
            let found = remedies
                .into_iter()
                .find(|remedy| self.turns(viewer, remedy, rule, &with));
            if let (Some(Remedy { text, line }), Some(answer)) = (found, answer.as_object_mut()) {
                answer.insert("change".to_owned(), json!({"text": text, "line": line}));
            }
        }
        Ok(answer)
    }

    /// Tells whether a command would turn an answer, given by the asker or by an administrator.
    fn turns(&mut self, viewer: Person, remedy: &Remedy, rule: Rule, with: &Fields) -> bool {
        let Ok(line) = Line::read(&remedy.line.to_string()) else {
            return false;
        };
        let Verb::Do(row) = line.verb else {
            return false;
        };
        let Ok(command) = line.command(row.name, &mut self.resolver(Viewer::Operator)) else {
            return false;
        };
        let now = self.engine.now();
        let terms = Terms::default();
        let only = std::slice::from_ref(&command);
        self.able(viewer).into_iter().any(|actor| {
            let supposed = self.engine.suppose(actor, only, &terms, |tenant, _| {
                rule(tenant, now, with, &mut Silent)
            });
            supposed.unwrap_or(false)
        })
    }

    /// Lists who could give a command: the asker, then an administrator of each strong kind.
    fn able(&self, viewer: Person) -> Vec<Person> {
        let holders = &self.engine.tenant().index.role_holders;
        let administrators = [
            DirectoryRole::GlobalAdministrator,
            DirectoryRole::IdentityGovernanceAdministrator,
        ]
        .into_iter()
        .filter_map(|role| holders.of(role).next())
        .map(|user| Person::User(*user));
        std::iter::once(viewer).chain(administrators).collect()
    }

    /// Answers why a line was refused, or would be, by previewing it.
    pub(super) fn why_refused(&mut self, line: &Line) -> Result<Value, Trouble> {
        let inner = match query::explained(line)? {
            Explained::Audit(entry) => return query::refusal_behind(&self.asked(line)?, &entry),
            Explained::Line(inner) => inner,
        };
        let Verb::Do(row) = inner.verb else {
            let error = "only a line with \"do\" can be explained";
            return Err(Malformed::at(inner.column(), error).into());
        };
        let asker = self.actor(line)?;
        let actor = match inner.member("as") {
            Some(_) => self.actor(&inner)?,
            None => asker,
        };
        query::may_ask_about(self.engine.tenant(), asker, actor, None)?;
        let previewed = self.order_of(actor, row.name, &inner).and_then(|order| {
            let Order { command, terms, .. } = order;
            Ok(self.engine.preview(actor, &command, &terms)?)
        });
        let tenant = self.engine.tenant();
        match previewed {
            Ok(_) => Ok(query::verdict(tenant, Ok(()), &[])),
            Err(Trouble::Refused(refused)) => {
                let walk = refused.walk.0.clone();
                Ok(query::verdict(tenant, Err(refused.refusal), &walk))
            }
            Err(trouble) => Err(trouble),
        }
    }
}
