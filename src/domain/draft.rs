//! A draft: the tenant with uncommitted events on top.

use std::ops::Deref;

use crate::domain::event::{Change, Event, Fact};
use crate::domain::tenant::Tenant;

/// A tenant with events on top that are taken back unless they are kept.
///
/// An emitted event is applied at once, so the next rule of the same command sees it. Dropping the
/// draft applies the inverses in reverse order: refusals, failed writes and previews cost as much
/// as the change, never as much as the tenant.
#[derive(Debug)]
pub struct Draft<'tenant> {
    tenant: &'tenant mut Tenant,
    events: Vec<Event>,
    kept: bool,
}

impl<'tenant> Draft<'tenant> {
    /// Begins a draft.
    pub const fn new(tenant: &'tenant mut Tenant) -> Self {
        Self {
            tenant,
            events: Vec::new(),
            kept: false,
        }
    }

    /// Says what happened and applies it.
    pub fn emit(&mut self, fact: Fact, change: Change) {
        self.replay(Event::new(fact, change));
    }

    /// Applies an event made elsewhere, such as the inverse of an earlier one.
    pub fn replay(&mut self, event: Event) {
        self.tenant.apply(&event);
        self.events.push(event);
    }

    /// Lists what has happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Takes back what has happened since there were so many events.
    pub fn take_back_to(&mut self, count: usize) {
        while self.events.len() > count
            && let Some(event) = self.events.pop()
        {
            self.tenant.apply(&event.inverse());
        }
    }

    /// Lets the events stand and returns them.
    pub fn keep(mut self) -> Vec<Event> {
        self.kept = true;
        std::mem::take(&mut self.events)
    }
}

impl Deref for Draft<'_> {
    type Target = Tenant;

    fn deref(&self) -> &Tenant {
        self.tenant
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        self.take_back_to(0);
    }
}
