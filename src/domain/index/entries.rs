//! What each kind of record has in the index.

use super::{
    AccessPackage, AccessReview, Admitted, AllowedTargetScope, Assignment, AssignmentPolicy,
    Catalog, Delegation, DelegationState, DueKind, Entry, IndexEntry, Indexed, ObjectRef,
    Principal, Resource, ResourceRequest, ReviewItem, ReviewPhase, ReviewStatus, RoleAssignment,
    Timestamp,
};
use crate::domain::approval::ApprovalStage;
use crate::domain::assignment::ExpiryNotice;
use crate::domain::callout::Callout;
use crate::domain::custom_extension::CustomExtension;
use crate::domain::rule_turns::Ruled;
use crate::domain::text::DisplayName;

mod directory;
mod request;

fn named(add: &mut dyn FnMut(IndexEntry), object: ObjectRef, name: &DisplayName) {
    add(IndexEntry(Entry::Named(
        object.kind(),
        (name.key(), object),
    )));
}

fn due_at(add: &mut dyn FnMut(IndexEntry), at: Timestamp, kind: DueKind, object: ObjectRef) {
    add(IndexEntry(Entry::Due((), (at, (kind, object)))));
}

impl Indexed for Catalog {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
        add(IndexEntry(Entry::CatalogOfType(self.catalog_type, self.id)));
    }
}

impl Indexed for RoleAssignment {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        add(IndexEntry(Entry::AppointedIn(self.catalog, self.id)));
        add(IndexEntry(Entry::AppointmentOf(self.principal, self.id)));
    }
}

impl Indexed for Resource {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        add(IndexEntry(Entry::ResourceOf(self.catalog, self.id)));
        add(IndexEntry(Entry::ResourceFrom(self.origin, self.id)));
    }
}

impl Indexed for ResourceRequest {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        let when = (self.created_date_time, self.id);
        add(IndexEntry(Entry::ResourceRequestOf(self.catalog, when)));
    }
}

impl Indexed for AccessPackage {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
        add(IndexEntry(Entry::PackageOf(self.catalog, self.id)));
        for scope in &self.resource_roles {
            add(IndexEntry(Entry::PackageUsing(scope.resource, self.id)));
        }
        for package in &self.incompatible_access_packages {
            add(IndexEntry(Entry::ExcludedByPackage(*package, self.id)));
        }
        for group in &self.incompatible_groups {
            add(IndexEntry(Entry::ExcludedByGroup(*group, self.id)));
        }
    }
}

impl AssignmentPolicy {
    /// Lists whom the policy admits.
    fn admitted(&self) -> Vec<Admitted> {
        match self.terms.scope {
            AllowedTargetScope::NotSpecified => Vec::new(),
            AllowedTargetScope::SpecificDirectoryUsers if self.terms.automatic.is_some() => {
                Vec::new()
            }
            AllowedTargetScope::SpecificDirectoryUsers => {
                let targets = self.terms.targets.iter();
                targets
                    .filter_map(|target| Option::<Principal>::from(*target))
                    .map(Admitted::Principal)
                    .chain([Admitted::Specific])
                    .collect()
            }
            AllowedTargetScope::AllMemberUsers => vec![Admitted::AllMembers],
            AllowedTargetScope::AllDirectoryUsers => vec![Admitted::AllUsers],
            AllowedTargetScope::SpecificConnectedOrganizationUsers => {
                self.organizations().map(Admitted::Organization).collect()
            }
            AllowedTargetScope::AllConfiguredConnectedOrganizationUsers => {
                vec![Admitted::ConfiguredOrganizations]
            }
            AllowedTargetScope::AllExternalUsers => vec![Admitted::AllExternal],
        }
    }
}

impl Indexed for AssignmentPolicy {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.terms.display_name);
        add(IndexEntry(Entry::PolicyOf(self.access_package, self.id)));
        for admitted in self.admitted() {
            add(IndexEntry(Entry::PolicyFor(admitted, self.id)));
        }
        for setting in &self.terms.extensions {
            let extension = setting.custom_extension.id;
            add(IndexEntry(Entry::PolicyCalling(extension, self.id)));
        }
        if let Some(automatic) = self.terms.assigning() {
            add(IndexEntry(Entry::PolicyAutomatic((), self.id)));
            for property in automatic.rule.reads() {
                let ruled = Ruled::Policy(self.id);
                add(IndexEntry(Entry::RuleReading(property, ruled)));
            }
        }
        if !self.terms.is_enabled {
            let name = self.terms.display_name.key();
            add(IndexEntry(Entry::PolicyOff((), (name, self.id))));
        }
        let targets = self
            .terms
            .targets
            .iter()
            .filter_map(|target| Option::<Principal>::from(*target));
        let approvers = self
            .terms
            .approval
            .stages()
            .iter()
            .flat_map(ApprovalStage::sets)
            .filter_map(Option::<Principal>::from);
        let reviews = self.terms.reviews.iter();
        let reviewers = reviews
            .flat_map(|settings| settings.sets())
            .filter_map(Option::<Principal>::from);
        for principal in targets.chain(approvers).chain(reviewers) {
            add(IndexEntry(Entry::PolicyNaming(principal, self.id)));
        }
    }
}

impl Indexed for CustomExtension {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
        add(IndexEntry(Entry::ExtensionOf(self.catalog, self.id)));
    }
}

impl Indexed for Callout {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        let when = (self.sent_date_time, self.id);
        add(IndexEntry(Entry::CalloutAbout(self.subject, when)));
        if let Some(due) = self.due.filter(|_| self.is_open()) {
            due_at(add, due, DueKind::CallbackTimeOut, self.id.into());
        }
    }
}

impl Indexed for AccessReview {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        let when = (self.start_date_time, self.id);
        add(IndexEntry(Entry::ReviewOf(self.access_package, when)));
        let phase = if self.is_open() {
            ReviewPhase::Open
        } else {
            ReviewPhase::Closed
        };
        add(IndexEntry(Entry::ReviewByStart(phase, when)));
        for user in &self.contacted_reviewers {
            add(IndexEntry(Entry::ReviewAskedOf(*user, self.id)));
        }
        let ahead = (self.policy, self.status);
        match self.status {
            ReviewStatus::NotStarted => {
                let start = self.start_date_time;
                due_at(add, start, DueKind::ReviewStart, self.id.into());
                add(IndexEntry(Entry::ReviewAhead(ahead, self.id)));
            }
            ReviewStatus::InProgress => {
                if self.reminded.is_none() {
                    let half = self.reminds_at();
                    due_at(add, half, DueKind::ReviewReminder, self.id.into());
                }
                due_at(add, self.end_date_time, DueKind::ReviewEnd, self.id.into());
                add(IndexEntry(Entry::ReviewAhead(ahead, self.id)));
                let sets = self.settings.iter().flat_map(|settings| settings.sets());
                for principal in sets.filter_map(Option::<Principal>::from) {
                    add(IndexEntry(Entry::ReviewAsking(principal, self.id)));
                }
            }
            ReviewStatus::AutoReviewed => {
                let end = self.end_date_time;
                due_at(add, end, DueKind::ReviewApply, self.id.into());
            }
            ReviewStatus::Completed => {}
        }
    }
}

impl Indexed for Delegation {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        let when = (self.start_date_time, self.id);
        add(IndexEntry(Entry::DelegationOf(self.approver, when)));
        add(IndexEntry(Entry::DelegationOf(self.delegate, when)));
        if self.is_open() {
            add(IndexEntry(Entry::OpenDelegation(self.approver, self.id)));
            due_at(
                add,
                self.end_date_time,
                DueKind::DelegationEnd,
                self.id.into(),
            );
        }
        match self.state {
            DelegationState::Planned => {
                let start = self.start_date_time;
                due_at(add, start, DueKind::DelegationStart, self.id.into());
            }
            DelegationState::Active => {
                add(IndexEntry(Entry::DelegateOf(self.approver, self.delegate)));
                add(IndexEntry(Entry::DecidingFor(self.delegate, self.approver)));
            }
            DelegationState::Ended => {}
        }
    }
}

impl Indexed for ReviewItem {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        add(IndexEntry(Entry::ReviewThrough(
            self.assignment,
            self.review,
        )));
        if let Some(user) = self.reviewed_by {
            add(IndexEntry(Entry::ReviewDecidedBy(
                user,
                (self.review, self.principal),
            )));
        }
    }
}

impl ExpiryNotice {
    /// Returns the due work that makes the announcement.
    const fn due_kind(self) -> DueKind {
        match self {
            Self::FourteenDays => DueKind::FourteenDayNotice,
            Self::OneDay => DueKind::OneDayNotice,
        }
    }
}

impl Indexed for Assignment {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        let when = (self.progress.start, self.id);
        add(IndexEntry(Entry::AssignmentOf(self.target, when)));
        add(IndexEntry(Entry::AssignmentTo(self.access_package, when)));
        if !self.progress.state.is_active() {
            return;
        }
        add(IndexEntry(Entry::ActiveTo(self.access_package, self.id)));
        add(IndexEntry(Entry::ActiveUnder(self.policy, self.id)));
        add(IndexEntry(Entry::Held(
            (self.access_package, self.target),
            self.id,
        )));
        if let Some(end) = self.progress.end {
            due_at(add, end, DueKind::Expiry, self.id.into());
        }
        if let Some(leaves) = self.progress.leaves {
            due_at(add, leaves, DueKind::GraceEnd, self.id.into());
        }
        if let Some((due, notice)) = self.progress.next_notice() {
            due_at(add, due, notice.due_kind(), self.id.into());
        }
    }
}
