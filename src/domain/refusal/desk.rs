//! Refusals that any command may meet.

use crate::domain::id::{ObjectRef, Person};
use crate::domain::refusal::refusals;
use crate::domain::time::Timestamp;
use crate::domain::walk::Check;

refusals! {
    /// Refusals that any command may meet.
    DeskRefusal, |names|
    /// No role and no relation gives the right.
    Unauthorized {
        /// What would give it.
        needs: &'static str,
    } "UnAuthorized" =>
        format!("this needs {needs}"),
        "Switch persona with P, or ask somebody who has that right.";
    /// The account is disabled or deleted.
    SignInBlocked {
        /// Whose account.
        person: Person,
    } "SignInBlocked" =>
        format!("{} cannot sign in: the account is disabled or deleted", names.person(*person)),
        "Enable the account under Directory, Users.";
    /// The person signs in with codes sent by mail, and the directory sends none.
    PasscodesOff {
        /// Who.
        person: Person,
    } "SignInBlocked" =>
        format!("one-time passcodes are switched off, so {} cannot sign in", names.person(*person)),
        "Switch one-time passcodes on for the directory.";
    /// Nothing has this identifier.
    NotFound {
        /// What was looked for.
        object: ObjectRef,
    } "NotFound" =>
        format!("there is no {}", names.present(*object)),
        "Check the name; it may have been deleted meanwhile.";
    /// The object has changed since it was looked at.
    RevisionConflict {
        /// The object.
        object: ObjectRef,
        /// The revision looked at.
        seen: u64,
        /// The revision now.
        now: u64,
    } "RevisionConflict" =>
        format!("{} has changed since you looked at it (revision {now}, you saw {seen})", names.present(*object)),
        "Look at it again, then repeat the command.";
    /// Everything is as asked already.
    NothingToChange {} "NothingToChange" =>
        "everything is as asked already".to_owned(),
        "Change a value, or leave it as it is.";
    /// A text is empty that must not be.
    NameRequired {
        /// The field.
        field: String,
    } "NameRequired" =>
        format!("{field} is empty"),
        "Enter a value.";
    /// A text is longer than its field.
    NameTooLong {
        /// The field.
        field: String,
        /// What is wrong.
        problem: String,
    } "NameTooLong" =>
        format!("{field} {problem}"),
        "Shorten it.";
    /// A text has characters or a form that its field does not take.
    TextInvalid {
        /// The field.
        field: String,
        /// What is wrong.
        problem: String,
    } "TextInvalid" =>
        format!("{field} {problem}"),
        "Enter it again without that.";
    /// Several objects go by the name.
    AmbiguousName {
        /// The name.
        name: String,
        /// The objects that the actor may see.
        candidates: Vec<ObjectRef>,
    } "AmbiguousName" =>
        format!("\"{name}\" could be any of {}", names.several(candidates)),
        "Use the identifier of the one you mean.";
    /// A name leads to nothing.
    NameNotFound {
        /// The kind of object wanted.
        kind: &'static str,
        /// The name.
        name: String,
    } "NotFound" =>
        format!("there is no {kind} \"{name}\""),
        "Check the spelling, or list what exists.";
    /// The name that somebody asks for leads to no package, or to none for them.
    PackageUnknown {
        /// The name.
        name: String,
    } "PackageNotFound" =>
        format!("there is no package \"{name}\" to ask for"),
        "Check the name or the link with whoever sent it.";
    /// A link leads to the portal of another directory.
    LinkElsewhere {
        /// Whose portal.
        portal: String,
    } "NotFound" =>
        format!("the link leads to the portal of {portal}"),
        "Use a link of the resource directory.";
    /// The link that somebody asks by leads to the portal of another directory.
    RequestElsewhere {
        /// Whose portal.
        portal: String,
    } "PackageNotFound" =>
        format!("the link leads to the portal of {portal}"),
        "Use a link of the resource directory.";
    /// The name of whoever is to get a role leads to nobody.
    PrincipalUnknown {
        /// The name.
        name: String,
    } "PrincipalNotFound" =>
        format!("there is no user or group \"{name}\""),
        "Check the spelling, or list the users and groups.";
    /// There is no description.
    DescriptionRequired {} "DescriptionRequired" =>
        "the description is empty".to_owned(),
        "Say in a few words what it is for; requestors read it.";
    /// The store has its directory.
    AlreadyFounded {} "AlreadyFounded" =>
        "this store has its directory already".to_owned(),
        "Use a new store with --store.";
    /// The directory is full.
    LimitReached {
        /// What there would be too much of, in words.
        what: &'static str,
        /// The most that is accepted.
        most: usize,
    } "LimitReached" =>
        format!("there can be at most {most} {what}"),
        "Delete some that are no longer needed.";
    /// The clock moves forward only.
    ClockBackwards {
        /// Desk time now.
        now: Timestamp,
    } "ClockBackwards" =>
        format!("the clock moves forward only; it is {}", names.when(*now)),
        "Undo the last move to go back.";
    /// No command is left to take back.
    NothingToUndo {} "NothingToUndo" =>
        "no command is left to take back".to_owned(),
        "Do something first; what was done can be taken back here.";
    /// Nothing was taken back, or something has happened since.
    NothingToRedo {} "NothingToRedo" =>
        "nothing was taken back that could be done again".to_owned(),
        "Take a command back with undo first.";
    /// Another window has made the last change.
    UndoOvertaken {} "UndoOvertaken" =>
        "another window has made the last change".to_owned(),
        "Undo it there, or change it by hand.";
    /// Due work was done between looking at what would be reversed and reversing it.
    ReversalChanged {} "ReversalChanged" =>
        "more would be reversed by now than was shown".to_owned(),
        "Look at it again first.";
}

impl DeskRefusal {
    /// Returns the check that failed, for refusals that no rule reported.
    pub(super) const fn check(&self) -> Check {
        match self {
            Self::Unauthorized { .. } => Check::RightHeld,
            Self::SignInBlocked { .. } => Check::SignInEnabled,
            Self::PasscodesOff { .. } => Check::PasscodesOn,
            Self::NotFound { .. } => Check::ObjectExists,
            Self::RevisionConflict { .. } | Self::ReversalChanged {} => Check::RevisionSeen,
            Self::NothingToChange {} => Check::SomethingChanges,
            Self::NameRequired { .. } => Check::TextGiven,
            Self::NameTooLong { .. } => Check::TextFits,
            Self::TextInvalid { .. } => Check::TextAccepted,
            Self::AmbiguousName { .. } => Check::NameUnambiguous,
            Self::NameNotFound { .. }
            | Self::PackageUnknown { .. }
            | Self::LinkElsewhere { .. }
            | Self::RequestElsewhere { .. }
            | Self::PrincipalUnknown { .. } => Check::NameKnown,
            Self::DescriptionRequired {} => Check::DescriptionGiven,
            Self::AlreadyFounded {} => Check::TenantNotFounded,
            Self::ClockBackwards { .. } => Check::ClockMovesForward,
            Self::NothingToUndo {} => Check::SomethingToUndo,
            Self::NothingToRedo {} => Check::SomethingToRedo,
            Self::UndoOvertaken {} => Check::NotOvertaken,
            Self::LimitReached { .. } => Check::WithinLimits,
        }
    }
}
