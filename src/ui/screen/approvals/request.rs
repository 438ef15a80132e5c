//! A request as its approvers see it, and the keys that decide on it.

use crate::domain::authority::visible;
use crate::domain::id::ObjectRef;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::form::{corrected, decision as form};
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::Scene;
use crate::ui::screen::my_access::{self, chosen_request, find_request, requests};
use crate::ui::screen::{Body, Page, Screen, no_tabs, timeline};
use crate::ui::step::Step;
use crate::ui::view::DetailLine;
use crate::ui::wording;

/// A request as its approvers see it.
pub const PAGE: Page = Page {
    name: "Approvals, request",
    title: |scene, screen| {
        screen
            .object()
            .map(|object| scene.name(object))
            .unwrap_or_default()
    },
    parent: |_, _| Some(Screen::PendingApprovals),
    bindings: &[APPROVE, DENY, ANSWERS, my_access::request::WHY, REVOKE],
    tabs: no_tabs,
    body: Body::Detail(story),
};

/// Approves the selected or open request.
pub(super) const APPROVE: Binding = Binding {
    keys: &[Chord::char('a')],
    action: Action::Approve,
    label: "approve",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = chosen_request(spot)?;
        scene.allows(&form::blank_approval(request))?;
        Ok(Step::OpenForm(&form::APPROVE, Some(request.into())))
    },
};

/// Denies the selected or open request.
pub(super) const DENY: Binding = Binding {
    keys: &[Chord::char('x')],
    action: Action::Deny,
    label: "deny",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = chosen_request(spot)?;
        scene.allows(&form::blank_denial(request))?;
        Ok(Step::OpenForm(&form::DENY, Some(request.into())))
    },
};

/// Corrects answers of the selected or open request before it is decided.
pub(super) const ANSWERS: Binding = Binding {
    keys: &[Chord::char('e')],
    action: Action::Edit,
    label: "edit answers",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = chosen_request(spot)?;
        let form = corrected::form(scene, request)?;
        Ok(Step::OpenForm(form, Some(request.into())))
    },
};

/// Takes back one's approval of the selected or open request.
pub(super) const REVOKE: Binding = Binding {
    keys: &[Chord::char('r')],
    action: Action::Revoke,
    label: "revoke",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = chosen_request(spot)?;
        scene.allows(&form::blank_revocation(request)?)?;
        Ok(Step::OpenForm(&form::REVOKE, Some(request.into())))
    },
};

/// Says who asks for what and why, and what it would give.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    match seen(scene, object) {
        Some(request) => facts(scene, request),
        None => vec![DetailLine::text("You are not asked about this request.")],
    }
}

fn story(scene: &Scene<'_>, screen: Screen) -> Vec<DetailLine> {
    let Some(request) = screen.object().and_then(|object| seen(scene, object)) else {
        return vec![DetailLine::text("You are not asked about this request.")];
    };
    let mut lines = facts(scene, request);
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::heading("Timeline"));
    lines.extend(timeline::moments(scene, request));
    lines
}

/// Finds a request that the persona may know of; a page left open does not outlast that.
fn seen<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a AssignmentRequest> {
    find_request(scene, object)
        .filter(|_| visible(scene.tenant(), scene.persona, object, scene.calendar.now))
}

/// Names the organization that the target comes from; people of the directory have none.
fn organization(scene: &Scene<'_>, request: &AssignmentRequest) -> Safe {
    let organization = request.connected_organization;
    organization.map_or_else(|| "none".into(), |id| scene.name(id))
}

fn facts(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let address = scene
        .tenant()
        .sign_in_name(request.target)
        .unwrap_or_default();
    let mut lines = Vec::new();
    lines.extend(wording::justification(request));
    lines.extend([
        DetailLine::Fact("State".into(), requests::state(request)),
        DetailLine::fact("Asks for", request.request_type.label()),
        DetailLine::fact("For", scene.name(request.target)),
        DetailLine::fact("Signs in as", Safe::line(address)),
        DetailLine::fact("Organization", organization(scene, request)),
        DetailLine::fact("Package", scene.name(request.access_package)),
        DetailLine::fact(
            "Gives",
            wording::gives_in_short(scene, request.access_package),
        ),
    ]);
    lines.extend(timeline::period(scene, request));
    let created = scene.calendar.instant(request.created_date_time);
    lines.push(DetailLine::fact("Created", created));
    lines.extend(wording::warning(scene, request));
    lines.extend(wording::doubt(scene, request).map(DetailLine::Text));
    if let RequestState::PendingApproval { stage, due } = request.progress.state {
        let number = format!("{} of {}", stage + 1, request.stages.len());
        lines.push(DetailLine::fact("Stage", number));
        lines.push(DetailLine::fact("Due", scene.calendar.instant(due)));
    }
    lines.extend(wording::answers(scene, &request.progress.answers));
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::Command;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, requested};

    #[test]
    fn an_approver_reads_what_excludes_the_package_from_the_requestor() {
        let mut desk = requested();
        let tenant = &desk.desk.tenant;
        let package = tenant.packages.iter().next().unwrap().id;
        let group = tenant.groups.iter().next().unwrap().id;
        let request = tenant.requests.iter().next().unwrap();
        let target = String::from(request.target);
        act_as(&mut desk, "Administrator", Screen::Catalogs);
        for line in [
            json!({"do": "addGroupMember", "with": {"group": group, "member": target}}),
            json!({"do": "addIncompatibleGroup", "with": {
                "accessPackage": package, "group": group}}),
        ] {
            let command: Command = serde_json::from_value(line).unwrap();
            desk.execute(command).unwrap();
        }
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.press("enter")
            .expect("! member of group \"Test group\"");
    }
}
