//! One user: what there is to know about an account.

use crate::domain::id::{ObjectRef, Principal, UserId};
use crate::domain::subject::User;
use crate::domain::text::{Attribute, MailAddress, Safe};
use crate::ui::scene::Scene;
use crate::ui::screen::admin::assignment;
use crate::ui::screen::directory::{gone, guest, some_names, users};
use crate::ui::screen::my_access::counted;
use crate::ui::screen::{Body, Page, Screen, Tabs};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

pub mod access;
pub mod requestable;
pub mod resources;

/// What there is to know about a user.
pub const PAGE: Page = Page {
    name: "User",
    title,
    parent: |_, _| Some(Screen::Users),
    bindings: users::OBJECT_BINDINGS,
    tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

/// Returns the name of the user that a screen is about.
fn title(scene: &Scene<'_>, screen: Screen) -> Safe {
    let user = of(screen);
    user.map(|user| scene.name(user)).unwrap_or_default()
}

/// Returns the faces of the user that a screen is about.
fn tabs(scene: &Scene<'_>, screen: Screen) -> Tabs {
    let Some(user) = of(screen) else {
        return Tabs::new();
    };
    let held = access::count(scene, user);
    vec![
        ("Overview".into(), Screen::User(user)),
        (counted("Access packages", held), Screen::UserAccess(user)),
        ("Resources".into(), Screen::UserResources(user)),
        ("Can request".into(), Screen::UserRequestable(user)),
    ]
}

/// Returns the user that a screen is about.
fn of(screen: Screen) -> Option<UserId> {
    if let Some(ObjectRef::User(id)) = screen.object() {
        Some(id)
    } else {
        None
    }
}

/// Finds a user behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a User> {
    if let ObjectRef::User(id) = object {
        scene.tenant().find_user(id)
    } else {
        None
    }
}

/// Says what there is to know about a user.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(user) = find(scene, object) else {
        return vec![DetailLine::text("This user is no longer known.")];
    };
    let mut lines = account(scene, user);
    lines.extend(guest::lines(scene, user));
    lines.push(DetailLine::Gap);
    lines.extend(relations(scene, user));
    lines.extend(attributes(scene, user));
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::fact(
        "Created",
        scene.calendar.instant(user.created_date_time),
    ));
    lines.push(DetailLine::fact("Id", user.id.guid().to_string()));
    lines
}

fn account(scene: &Scene<'_>, user: &User) -> Vec<DetailLine> {
    let enabled = if user.account_enabled {
        Phrase::plain("yes")
    } else {
        Phrase::signed(Tone::Warning, "no, cannot sign in")
    };
    let mail = user.mail.as_ref().map_or_else(
        || Phrase::signed(Tone::Warning, "none, no mail arrives"),
        |mail| Phrase::plain(Safe::line(mail.as_str())),
    );
    let mut lines = Vec::new();
    if let Some(deleted) = user.deleted_date_time {
        lines.push(gone(scene, deleted, user.purge_due()));
    }
    lines.extend([
        DetailLine::fact("Signs in as", Safe::line(user.user_principal_name.as_str())),
        DetailLine::fact("Type", user.user_type.label()),
        DetailLine::Fact("Enabled".into(), enabled),
        DetailLine::Fact("Mail".into(), mail),
    ]);
    let signed_in = user.last_sign_in.map(|at| scene.calendar.instant(at));
    lines.push(DetailLine::fact(
        "Last sign-in",
        signed_in.map_or_else(|| "never".to_owned(), |at| at.to_string()),
    ));
    if let Some(manager) = user.manager {
        lines.push(DetailLine::fact("Manager", scene.name(manager)));
    }
    lines
}

/// Says what is filled of the attributes that rules read.
fn attributes(scene: &Scene<'_>, user: &User) -> Vec<DetailLine> {
    let mut lines: Vec<DetailLine> = user
        .attributes
        .iter()
        .map(|(attribute, value)| DetailLine::fact(attribute.label(), Safe::line(value.as_str())))
        .collect();
    let extended = user.extension_attributes.iter();
    lines.extend(
        extended.map(|(name, value)| DetailLine::fact(name.as_str(), Safe::line(value.as_str()))),
    );
    if let Some(hired) = user.employee_hire_date {
        lines.push(DetailLine::fact("Hired on", scene.calendar.day(hired)));
    }
    let others = user.other_mails.iter().map(MailAddress::as_str);
    let proxies = user.proxy_addresses.iter().map(Attribute::as_str);
    lines.extend(others.map(|mail| DetailLine::fact("Other mail", Safe::line(mail))));
    lines.extend(proxies.map(|proxy| DetailLine::fact("Proxy address", Safe::line(proxy))));
    let proofs = user.verified_credentials.iter();
    lines.extend(proofs.map(|proof| DetailLine::fact("Can prove", proof.to_string())));
    if user.on_premises_sync_enabled {
        lines.push(DetailLine::fact("Synchronized", "from on premises"));
    }
    if !lines.is_empty() {
        lines.insert(0, DetailLine::heading("Attributes"));
        lines.insert(0, DetailLine::Gap);
    }
    lines
}

fn relations(scene: &Scene<'_>, user: &User) -> Vec<DetailLine> {
    let (tenant, index) = (scene.tenant(), &scene.tenant().index);
    let groups = index.groups_of.of(Principal::User(user.id));
    let owned = index.owned_groups.of(user.id);
    let live = |group: &&_| tenant.find_live_group(**group).is_some();
    let held = access::about(scene, user.id).into_iter().rev();
    let held = held.filter_map(|object| {
        let assignment = assignment::find(scene, object)?;
        let active = assignment.progress.state.is_active();
        active.then(|| scene.name(assignment.access_package))
    });
    let roles = user.directory_roles.iter();
    let elsewhere = index.holdings_of.of(user.id).map(|(origin, role)| {
        let name = scene.name(*origin);
        format!("{name} as {}", tenant.role_on(*origin, *role)).into()
    });
    let sponsors = user.sponsors.iter().map(|one| scene.name(one.object()));
    let vouches = index.sponsored_users.count(&Principal::User(user.id));
    vec![
        DetailLine::fact("Roles", some_names(roles.map(|role| role.label().into()))),
        DetailLine::fact(
            "Groups",
            some_names(groups.filter(live).map(|id| scene.name(*id))),
        ),
        DetailLine::fact(
            "Owns",
            some_names(owned.filter(live).map(|id| scene.name(*id))),
        ),
        DetailLine::fact("Holds", some_names(elsewhere)),
        DetailLine::fact("Packages", some_names(held)),
        DetailLine::fact("Sponsors", some_names(sponsors)),
        DetailLine::fact("Vouches for", vouches.to_string()),
        DetailLine::fact("Manages", index.reports_of.count(&user.id).to_string()),
    ]
}
