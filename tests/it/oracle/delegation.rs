//! Approvers who hand their decisions over for a while, and who decides in their place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::world::{DAY, Instant, Kind, Verdict, World, instant, items, text};

/// How far a delegation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leg {
    Planned,
    Active,
    Ended,
}

/// An approver's word that somebody else decides too.
#[derive(Debug, Clone)]
pub(super) struct Delegation {
    /// How the program names it.
    pub(super) id: String,
    pub(super) approver: String,
    pub(super) delegate: String,
    pub(super) start: Instant,
    pub(super) end: Instant,
    pub(super) leg: Leg,
    pub(super) ended: Option<Instant>,
}

impl Delegation {
    pub(super) fn is_open(&self) -> bool {
        self.leg != Leg::Ended
    }
}

impl World {
    /// `updateSettings`: members may be shown what only others can ask for, and without the switch
    /// for it nobody decides in another's place.
    pub(super) fn update_settings(&mut self, with: &Value) -> Verdict {
        if let Some(shown) = with["showSpecificScopeToAllMembers"].as_bool() {
            if self.specific_seen_by_all == shown {
                return Err("NothingToChange");
            }
            self.specific_seen_by_all = shown;
            return Ok(());
        }
        let on = with["approvalDelegation"] == true;
        if self.delegation_on == on {
            return Err("NothingToChange");
        }
        self.delegation_on = on;
        for number in 0..self.delegations.len() {
            if !on && self.delegations[number].is_open() {
                self.note("the settings end a delegation");
                self.end_delegation(number);
            }
        }
        Ok(())
    }

    /// `delegateApprovals`: to one person, who can decide, from today or later.
    pub(super) fn delegate(&mut self, who: &str, with: &Value) -> Verdict {
        let delegate = text(with, "delegate");
        let has_account = self.person(who).kind != Kind::Outsider;
        if !self.delegation_on || !has_account || who == delegate {
            return Err("DelegationNotAllowed");
        }
        self.is_live(delegate)?;
        let mut others = self.delegations.iter();
        let hands_over = others.any(|other| other.is_open() && other.approver == who);
        if hands_over || !self.can_decide(delegate) {
            return Err("DelegationNotAllowed");
        }
        let asked = instant(text(with, "startDateTime"));
        let end = instant(text(with, "endDateTime"));
        let start = asked.max(self.now);
        let is_past = asked / DAY < self.now / DAY;
        if end <= if is_past { asked } else { start } {
            return Err("EndBeforeStart");
        }
        if is_past {
            return Err("StartInPast");
        }
        let begun = start == self.now;
        self.delegations.push(Delegation {
            id: String::new(),
            approver: who.to_owned(),
            delegate: delegate.to_owned(),
            start,
            end,
            leg: if begun { Leg::Active } else { Leg::Planned },
            ended: None,
        });
        Ok(())
    }

    /// `endDelegation`, by one of the two or an administrator.
    pub(super) fn take_back(&mut self, who: &str, id: &str) -> Verdict {
        let mut known = self.delegations.iter();
        let number = known.position(|known| known.id == id).unwrap();
        let found = &self.delegations[number];
        if found.approver != who && found.delegate != who {
            self.administers(who)?;
        }
        if !self.delegations[number].is_open() {
            return Err("NothingToChange");
        }
        self.end_delegation(number);
        Ok(())
    }

    pub(super) fn begin_delegation(&mut self, number: usize) {
        self.note("a delegation begins later");
        self.delegations[number].leg = Leg::Active;
    }

    pub(super) fn end_delegation(&mut self, number: usize) {
        self.delegations[number].leg = Leg::Ended;
        self.delegations[number].ended = Some(self.now);
    }

    /// Ends what somebody handed over or took over whose account is purged.
    pub(super) fn end_delegations_of(&mut self, name: &str) {
        for number in 0..self.delegations.len() {
            let found = &self.delegations[number];
            if found.is_open() && (found.approver == name || found.delegate == name) {
                self.note("a purge ends a delegation");
                self.end_delegation(number);
            }
        }
    }

    /// Tells whether somebody can decide on anything at all.
    pub(super) fn can_decide(&self, name: &str) -> bool {
        let person = self.person(name);
        self.is_active(name) && (person.kind == Kind::Member || person.redeemed)
    }

    /// Lists who decides in the place of those whom a stage asks by name: not as one of a group, and
    /// not about their own access.
    pub(super) fn delegates(
        &self,
        stage: &Value,
        (first, otherwise): (&str, &str),
        requestor: Option<&str>,
        target: &str,
    ) -> BTreeSet<String> {
        let mut sets = items(stage, first);
        if self.expand(sets, requestor, target).is_empty() {
            sets = items(stage, otherwise);
        }
        let asked = self.expand(sets, requestor, target);
        let (_, by_name) = self.named(sets, target);
        let handed = self.delegations.iter().filter(|it| it.leg == Leg::Active);
        let handed =
            handed.filter(|it| asked.contains(&it.approver) && by_name.contains(&it.approver));
        let mut delegates: BTreeSet<String> = handed.map(|it| it.delegate.clone()).collect();
        delegates.retain(|name| self.is_fit(name, requestor, target));
        delegates
    }
}
