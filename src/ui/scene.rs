//! What a turn looks at: the desk, who acts, what time it is.
//!
//! Screens and forms are functions of a scene. It is made once per message by whoever runs the
//! loop, and nothing in it can be changed from here.

use std::cell::RefCell;

use crate::domain::command::Command;
use crate::domain::decide::precheck;
use crate::domain::desk::Desk;
use crate::domain::foreseeing::Ahead;
use crate::domain::id::{ObjectRef, PackageId, Person, PolicyId, ResourceId};
use crate::domain::refusal::Refusal;
use crate::domain::resource::ResourceRole;
use crate::domain::tenant::Tenant;
use crate::domain::text::Safe;
use crate::domain::walk::{Silent, Walk};
use crate::ui::calendar::Calendar;
use crate::ui::keymap::moved::Keys;
use crate::ui::log::Log;
use crate::ui::reversal::Turn;
use crate::ui::step::Step;

/// The codes of the refusals that say where an object, the first they speak of, is in use.
const IN_USE: [&str; 6] = [
    "PackageHasAssignments",
    "PolicyHasAssignments",
    "CatalogNotEmpty",
    "ResourceInUse",
    "ConnectedOrgInUse",
    "CustomExtensionInUse",
];

/// Why something cannot be done, in words people read, and the way out if there is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason(pub Safe, Safe, Option<ObjectRef>);

impl Reason {
    /// Gives a reason.
    pub fn new(text: impl Into<Safe>) -> Self {
        Self(text.into(), Safe::default(), None)
    }

    /// Returns the object that is in use, where that is the reason: its uses can be gone through.
    pub const fn in_use(&self) -> Option<ObjectRef> {
        self.2
    }

    /// Says that it is why nothing is shown.
    pub fn not_shown(&self) -> String {
        format!("Not shown: {}", self.in_full())
    }

    /// Leaves out the way that leads through the uses of an object.
    #[must_use]
    pub fn without_way_out(self) -> Self {
        Self(self.0, self.1, None)
    }

    /// Says more behind it, for where there is room.
    #[must_use]
    pub fn with(self, more: &str) -> Self {
        Self(format!("{}; {more}", self.0).into(), self.1, self.2)
    }

    /// Says why, as a sentence, and what to do instead.
    pub fn in_full(&self) -> String {
        format!("{}. {}", self.0, self.1).trim_end().to_owned()
    }
}

/// Whether undo and redo would do something, and why not; worked out once a turn, since it also
/// depends on what other windows have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Why nothing can be taken back, if that is so.
    pub undo: Result<(), Refusal>,
    /// Why nothing can be done again, if that is so.
    pub redo: Result<(), Refusal>,
}

/// What keys asked of the rules while somebody listened.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The checks that the last command went through.
    pub walk: Walk,
    /// The commands in the order asked, each with what refuses it.
    pub commands: Vec<(Command, Option<Refusal>)>,
}

/// The desk as one turn sees it.
#[derive(Debug, Clone)]
pub struct Scene<'a> {
    /// All records, and what undo would take back.
    pub desk: &'a Desk,
    /// Who acts.
    pub persona: Person,
    /// Now, in the directory's zone.
    pub calendar: Calendar,
    /// What undo and redo would do.
    pub reach: Reach,
    /// The keys as settings have them.
    pub keys: &'a Keys,
    /// Why the store takes no changes, if it takes none.
    pub closed: Option<Safe>,
    /// The newest changes.
    pub log: Log<'a>,
    /// What time will do next, where somebody has looked ahead for the screen that shows it.
    pub ahead: Option<&'a Ahead>,
    /// Where what keys ask is written down, when somebody presses a greyed one.
    pub listener: Option<&'a RefCell<Asked>>,
}

impl<'a> Scene<'a> {
    /// Returns the records.
    pub const fn tenant(&self) -> &'a Tenant {
        &self.desk.tenant
    }

    /// Tells why each of some commands would be refused whatever it contains; the reason is that of
    /// the last.
    pub fn allows_any(&self, commands: &[Command]) -> Result<(), Reason> {
        let mut verdict = Ok(());
        for command in commands {
            verdict = self.allows(command);
            if verdict.is_ok() {
                break;
            }
        }
        verdict
    }

    /// Tells why a command would be refused whatever it contains; the command itself is checked by
    /// the same function, so a key that is not greyed is not refused for a reason known here.
    pub fn allows(&self, command: &Command) -> Result<(), Reason> {
        let now = self.calendar.now;
        let verdict = match self.listener {
            None => precheck(self.tenant(), self.persona, now, command, &mut Silent),
            Some(listener) => {
                let mut walk = Walk::default();
                let verdict = precheck(self.tenant(), self.persona, now, command, &mut walk);
                let mut asked = listener.borrow_mut();
                asked.walk = walk;
                let refusal = verdict.as_ref().err().cloned();
                asked.commands.push((command.clone(), refusal));
                verdict
            }
        };
        verdict.map(|_| ()).map_err(|refusal| self.reason(&refusal))
    }

    /// Tells whether a command would be refused whatever it contains, and notes every check made.
    pub fn judged(&self, command: &Command, walk: &mut Walk) -> Result<(), Refusal> {
        let now = self.calendar.now;
        precheck(self.tenant(), self.persona, now, command, walk).map(|_| ())
    }

    /// Tells why a step would lead to nothing where the store takes no changes.
    pub fn open_to(&self, step: Step) -> Result<Step, Reason> {
        match &self.closed {
            Some(why) if step.leads_to_changes() => Err(Reason::new(why.clone())),
            Some(_) | None => Ok(step),
        }
    }

    /// Tells why undo or redo would do nothing.
    pub fn turns(&self, turn: Turn) -> Result<(), Reason> {
        if let Some(why) = &self.closed {
            return Err(Reason::new(why.clone()));
        }
        let verdict = match turn {
            Turn::Undo => &self.reach.undo,
            Turn::Redo => &self.reach.redo,
        };
        verdict
            .as_ref()
            .map_err(|refusal| self.reason(refusal))
            .copied()
    }

    /// Puts a refusal into the words of a greyed key.
    pub fn reason(&self, refusal: &Refusal) -> Reason {
        let description = refusal.describe(self.tenant());
        let in_use = IN_USE.contains(&refusal.code());
        let object = refusal.objects().first().copied().filter(|_| in_use);
        Reason(description.message, description.hint, object)
    }

    /// Lists the policies of a package in the order in which they stand everywhere: by name.
    pub fn policies_of(&self, package: PackageId) -> Vec<PolicyId> {
        let policies = self.tenant().index.policies_of.of(package);
        self.policies_by_name(policies.copied())
    }

    /// Puts policies into the order of their names.
    pub fn policies_by_name(&self, policies: impl Iterator<Item = PolicyId>) -> Vec<PolicyId> {
        let mut policies: Vec<PolicyId> = policies.collect();
        policies.sort_by_cached_key(|policy| {
            let found = self.tenant().find_policy(*policy);
            (found.map(|found| found.terms.display_name.key()), *policy)
        });
        policies
    }

    /// Returns the name of a role on a resource.
    pub fn role(&self, resource: ResourceId, role: ResourceRole) -> Safe {
        let name = self.tenant().role_name(resource, role);
        match role {
            // Their names are gone with them.
            ResourceRole::App(_) | ResourceRole::Site(_) if name == role.bare_name() => {
                format!("{name} that is no longer offered").into()
            }
            ResourceRole::Member
            | ResourceRole::Owner
            | ResourceRole::EligibleMember
            | ResourceRole::ActiveMember
            | ResourceRole::App(_)
            | ResourceRole::Site(_) => name.into(),
        }
    }

    /// Returns an object's name, or its kind and identifier when it has none.
    pub fn name(&self, object: impl Into<ObjectRef>) -> Safe {
        let object = object.into();
        if let ObjectRef::Entry(id) = object {
            return format!("Change {}", id.place().0).into();
        }
        if let ObjectRef::Mail(_) = object {
            return "Mail".into();
        }
        match self.tenant().name_of(object) {
            Some(name) => Safe::line(name),
            None => format!("{} {:.8}", object.kind().word(), object.guid().simple()).into(),
        }
    }
}
