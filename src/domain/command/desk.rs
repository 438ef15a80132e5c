//! Commands of the operator of the desk, which no persona has a right to.

use crate::domain::approval::ApprovalStage;
use crate::domain::callout::CalloutAnswer;
use crate::domain::command::commands;
use crate::domain::credential::VerifiedCredential;
use crate::domain::id::{CalloutId, DirectoryId, ExternalPersonId, Person, RequestId};
use crate::domain::shape::{Patch, Shape, Shaped, members};
use crate::domain::subject::{DirectoryRole, SignInMethod, TimeZone};
use crate::domain::text::{DisplayName, DomainName, MailAddress, UserPrincipalName};
use crate::domain::time::{Span, Timestamp};

commands! {
    /// What the operator of the desk does.
    "desk" DeskCommand {
        /// Makes the resource directory, catalog General and the first administrator of a new store.
        FoundTenant(FoundTenant) = "foundTenant",
        /// Moves the clock forward; whatever becomes due happens.
        AdvanceClock(AdvanceClock) = "advanceClock",
        /// Takes the last command back.
        Undo(Nothing) = "undo",
        /// Does again what was taken back.
        Redo(Nothing) = "redo",
        /// Acts as somebody else from now on.
        SwitchPersona(SwitchPersona) = "switchPersona",
        /// Signs somebody in to a directory's portal; an invited guest accepts the invitation.
        SignIn(SignIn) = "signIn",
        /// Adds another directory.
        AddDirectory(AddDirectory) = "addDirectory",
        /// Adds a person who is not in the resource directory.
        AddExternalPerson(AddExternalPerson) = "addExternalPerson",
        /// Edits such a person.
        UpdateExternalPerson(UpdateExternalPerson) = "updateExternalPerson",
        /// Removes such a person.
        RemoveExternalPerson(RemoveExternalPerson) = "removeExternalPerson",
        /// Calls back for the workflow behind a custom extension.
        AnswerCallout(AnswerCallout) = "answerCallout",
    }
}

impl DeskCommand {
    /// Returns as whom the desk acts once the command is done, if that is what it is for.
    pub const fn acts_as(&self) -> Option<Person> {
        match self {
            Self::SwitchPersona(with) => Some(with.persona),
            Self::SignIn(with) => Some(with.persona),
            Self::FoundTenant(_)
            | Self::AdvanceClock(_)
            | Self::Undo(_)
            | Self::Redo(_)
            | Self::AddDirectory(_)
            | Self::AddExternalPerson(_)
            | Self::UpdateExternalPerson(_)
            | Self::RemoveExternalPerson(_)
            | Self::AnswerCallout(_) => None,
        }
    }
}

/// The fields of a command that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Nothing {}

impl Shaped for Nothing {
    const SHAPE: Shape = Shape::Object(&[]);
}

members! {
    /// Fields of `foundTenant`.
    pub struct FoundTenant {
        /// The directory's name.
        display_name: DisplayName,
        /// The domain it is born with.
        initial_domain: DomainName,
        /// Its first administrator.
        administrator: FirstAdministrator,
        /// The zone in which dates without a time are read; UTC unless given.
        time_zone: Option<TimeZone>,
    }

    /// The first account of a directory.
    pub struct FirstAdministrator {
        /// The name to sign in with.
        user_principal_name: UserPrincipalName,
        /// The administrator's name.
        display_name: DisplayName,
        /// Roles over the directory; Global Administrator unless given.
        directory_roles: Option<Vec<DirectoryRole>>,
    }

    /// Fields of `advanceClock`: exactly one of them.
    pub struct AdvanceClock {
        /// How far.
        by: Option<Span>,
        /// Until when.
        to: Option<Timestamp>,
        /// To the next instant at which time does something.
        to_next_event: Option<bool>,
    }

    /// Fields of `switchPersona`.
    pub struct SwitchPersona {
        /// Who acts from now on.
        persona: Person,
    }

    /// Fields of `signIn`.
    pub struct SignIn {
        /// Who signs in.
        persona: Person,
        /// The directory whose portal opens; the resource directory unless given.
        directory: Option<DirectoryId>,
    }

    /// Fields of `addDirectory`.
    pub struct AddDirectory {
        /// The directory's name.
        display_name: DisplayName,
        /// The domain it is born with.
        initial_domain: DomainName,
        /// Its other domains.
        #[serde(default)]
        verified_domains: Vec<DomainName>,
    }

    /// Fields of `addExternalPerson`.
    pub struct AddExternalPerson {
        /// The name to sign in with.
        user_principal_name: UserPrincipalName,
        /// The person's name.
        display_name: DisplayName,
        /// The mailbox; the sign-in name unless given, `null` means none.
        #[serde(default)]
        mail: Patch<MailAddress>,
        /// The directory with the person's account.
        directory: Option<DirectoryId>,
        /// How the person signs in; by the directory, if there is one.
        sign_in_method: Option<SignInMethod>,
        /// What the person can prove with a digital identity.
        #[serde(default)]
        verified_credentials: Vec<VerifiedCredential>,
    }

    /// Fields of `updateExternalPerson`.
    pub struct UpdateExternalPerson {
        /// Which person.
        person: ExternalPersonId,
        /// The person's name.
        display_name: Option<DisplayName>,
        /// The mailbox.
        #[serde(default)]
        mail: Patch<MailAddress>,
        /// What the person can prove with a digital identity.
        verified_credentials: Option<Vec<VerifiedCredential>>,
    }

    /// Fields of `answerCallout`: a call, or the request that waits for its only open one.
    pub struct AnswerCallout {
        /// Which call.
        callout: Option<CalloutId>,
        /// The request that waits.
        request: Option<RequestId>,
        /// What the workflow says.
        answer: CalloutAnswer,
        /// A stage that the request passes besides, after those of its policy.
        stage: Option<Box<ApprovalStage>>,
    }

    /// Fields of `removeExternalPerson`.
    pub struct RemoveExternalPerson {
        /// Which person.
        person: ExternalPersonId,
    }
}
