//! Decides commands on the resource directory itself.

use crate::domain::command::UpdateOrganization;
use crate::domain::context::Context;
use crate::domain::decide::user::changes;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::sharing::Sharing;
use crate::domain::subject::Directory;

fn sharing(old: &Sharing, with: &UpdateOrganization) -> Sharing {
    Sharing {
        b2b: with.b2b.clone().unwrap_or_else(|| old.b2b.clone()),
        email_one_time_passcode: with
            .email_one_time_passcode
            .unwrap_or(old.email_one_time_passcode),
        group_guests: with.group_guests.unwrap_or(old.group_guests),
        teams_guests: with.teams_guests.unwrap_or(old.teams_guests),
        share_point_external_sharing: with
            .share_point_external_sharing
            .unwrap_or(old.share_point_external_sharing),
    }
}

/// Edits the resource directory: its name, its zone and what it lets in from outside.
pub(super) fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateOrganization,
) -> Result<(), Refusal> {
    let Some(old) = draft.resource_directory().cloned() else {
        return Err(DeskRefusal::NothingToChange {}.into());
    };
    let new = Directory {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        time_zone: with.time_zone.unwrap_or(old.time_zone),
        sharing: sharing(&old.sharing, with),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    context.bind("directory", old.id);
    draft.emit(
        Fact::DirectoryUpdated,
        Change::Directory(Edit::changed(old, new)),
    );
    Ok(())
}
