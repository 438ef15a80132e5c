//! What the program holds, row by row.

use std::collections::BTreeSet;

use accessdesk::domain::approvers;
use accessdesk::domain::assignment::{Assignment, ExpiryNotice, GrantStatus};
use accessdesk::domain::attribute::UserAttribute;
use accessdesk::domain::delegation::Delegation;
use accessdesk::domain::guest::InvitationState;
use accessdesk::domain::id::{CalloutSubject, Person, Principal, UserId};
use accessdesk::domain::mail::Withheld;
use accessdesk::domain::question::AskedQuestion;
use accessdesk::domain::request::{AssignmentRequest, RequestState};
use accessdesk::domain::reviewers;
use accessdesk::domain::subject::DirectoryRole;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::text::{AnswerText, Attribute};

use super::{name_of, policy_of};
use crate::support::quick::QuickDesk;

/// Lists everything the program holds.
pub(in crate::oracle) fn program(desk: &QuickDesk) -> Vec<String> {
    let tenant = &desk.tenant;
    let mut rows: Vec<String> = tenant
        .requests
        .iter()
        .map(|request| request_row(tenant, request))
        .collect();
    let held = tenant.assignments.iter();
    rows.extend(held.map(|record| assignment_row(tenant, record, &record.id.guid().to_string())));
    called_rows(tenant, &mut rows);
    reviewed_rows(tenant, &mut rows);
    let handed = tenant.delegations.iter();
    rows.extend(handed.map(|it| format!("{} {}", delegation_row(tenant, it), it.id.guid())));
    group_rows(tenant, &mut rows);
    letter_rows(desk, &mut rows);
    for user in tenant.users.iter() {
        let name = name_of(tenant, Person::User(user.id));
        for (role, label) in [(DirectoryRole::ReportsReader, "Reports Reader")] {
            if user.directory_roles.contains(&role) {
                rows.push(format!("Active Member of {label} {name}"));
            }
        }
        let deleted = user.deleted_date_time.map(|at| at.to_string());
        let attributes = [
            UserAttribute::Department,
            UserAttribute::JobTitle,
            UserAttribute::City,
        ];
        let attributes = attributes.map(|it| user.attributes.get(&it).map(Attribute::as_str));
        rows.push(format!(
            "account {name} {} {deleted:?} {attributes:?} {}",
            user.account_enabled,
            user.external_user_state != Some(InvitationState::PendingAcceptance),
        ));
    }
    rows.sort();
    rows
}

pub(super) fn assignment_row(tenant: &Tenant, record: &Assignment, id: &str) -> String {
    let progress = &record.progress;
    let leaving = progress.leaves.filter(|_| progress.state.is_active());
    let notice = progress.notice.map(|notice| match notice {
        ExpiryNotice::FourteenDays => 14,
        ExpiryNotice::OneDay => 1,
    });
    let mut grants: Vec<String> = Vec::new();
    for grant in progress
        .grants
        .iter()
        .filter(|_| progress.state.is_active())
    {
        let resource = tenant.find_resource(grant.resource).unwrap();
        let object = resource.display_name.as_str();
        let there = tenant.is_there(resource.origin);
        let role = tenant.role_on(resource.origin, grant.role);
        let given = match grant.status {
            GrantStatus::PendingFulfillment => "waits",
            GrantStatus::Fulfilled => "given",
            GrantStatus::Failed(_) => "failed",
            GrantStatus::Revoked => "taken",
        };
        let offered = tenant.roles_offered(resource.origin);
        let known = there && offered.iter().any(|it| it.role == grant.role);
        grants.push(format!(
            "{object}:{} {given}",
            if known { role.as_str() } else { "?" }
        ));
    }
    grants.sort();
    format!(
        "assignment {} {} {} {:?} {id} from {} to {:?} or {:?} over {:?} {} {grants:?}",
        policy_of(tenant, record.policy),
        name_of(tenant, record.target),
        progress.state.json(),
        notice.filter(|_| progress.state.is_active()),
        progress.start,
        progress.end.map(|end| end.to_string()),
        leaving.map(|at| at.to_string()),
        progress.expired_date_time.map(|end| end.to_string()),
        answers_of(&progress.answers),
    )
}

fn answers_of(asked: &[AskedQuestion]) -> String {
    let pairs = asked.iter().map(|asked| {
        let answer = asked.answer.as_ref().map(AnswerText::as_str);
        format!("{}={answer:?}", asked.question.text.as_str())
    });
    pairs.collect::<Vec<_>>().join(" ")
}

fn called_rows(tenant: &Tenant, rows: &mut Vec<String>) {
    for call in tenant.callouts.iter() {
        let subject = match call.subject {
            CalloutSubject::Request(request) => request.guid(),
            CalloutSubject::Assignment(held) => held.guid(),
        };
        rows.push(format!(
            "call {} {} {} {} due {:?} about {}",
            call.display_name.as_str(),
            call.stage.json(),
            call.status.json(),
            call.sent_date_time,
            call.due.map(|at| at.to_string()),
            subject,
        ));
    }
}

/// Writes a delegation down, without its identifier.
pub(super) fn delegation_row(tenant: &Tenant, found: &Delegation) -> String {
    let name = |user| name_of(tenant, Person::User(user));
    format!(
        "delegation of {} to {} from {} to {} {} over {:?}",
        name(found.approver),
        name(found.delegate),
        found.start_date_time,
        found.end_date_time,
        found.state.json(),
        found.ended_date_time.map(|at| at.to_string()),
    )
}

fn reviewed_rows(tenant: &Tenant, rows: &mut Vec<String>) {
    let name = |user| name_of(tenant, Person::User(user));
    let names = |people: &mut dyn Iterator<Item = UserId>| -> BTreeSet<String> {
        people.map(name).collect()
    };
    for review in tenant.reviews.iter() {
        let called = format!(
            "review {} from {}",
            policy_of(tenant, review.policy),
            review.start_date_time
        );
        rows.push(format!(
            "{called} to {} {} {:?}",
            review.end_date_time,
            review.status.json(),
            names(&mut review.contacted_reviewers.iter().copied()),
        ));
        for item in tenant.items_of(review.id) {
            let open = review.is_open();
            let asked = open.then(|| reviewers::reviewers(tenant, review, item.principal).people);
            let asked = asked.map(|people| names(&mut people.into_iter()));
            rows.push(format!(
                "{called} about {}: {} {} by {:?} {} asks {asked:?}",
                name(item.principal),
                item.recommendation.json(),
                item.decision.json(),
                item.reviewed_by.map(name),
                item.applied_date_time.is_some(),
            ));
        }
    }
}

fn letter_rows(desk: &QuickDesk, rows: &mut Vec<String>) {
    for (at, mail) in &desk.announcements {
        for to in &mail.to {
            let fate = to.withheld.map_or(to.state().json(), Withheld::json);
            let about = mail.topic.assignment.unwrap().guid();
            rows.push(format!(
                "mail {} at {at} about {about} to {} {fate}",
                mail.number,
                name_of(&desk.tenant, to.person),
            ));
        }
    }
}

fn group_rows(tenant: &Tenant, rows: &mut Vec<String>) {
    let group_name = |id| {
        tenant
            .find_live_group(id)
            .map(|group| group.display_name.as_str())
    };
    for membership in tenant.memberships.iter() {
        let Some(group) = group_name(membership.group) else {
            continue;
        };
        let member = match membership.member {
            Principal::User(user) => name_of(tenant, Person::User(user)),
            Principal::Group(inner) => tenant
                .find_group(inner)
                .unwrap()
                .display_name
                .as_str()
                .to_owned(),
        };
        rows.push(format!("member {group} {member}"));
    }
    for held in tenant.role_holdings.iter() {
        let object = tenant.name_of(held.object.object()).unwrap();
        let role = tenant.role_on(held.object, held.role);
        let name = name_of(tenant, Person::User(held.user));
        rows.push(format!("{role} of {object} {name}"));
    }
    for ownership in tenant.ownerships.iter() {
        if let Some(group) = group_name(ownership.group) {
            let owner = name_of(tenant, Person::User(ownership.owner));
            rows.push(format!("owner {group} {owner}"));
        }
    }
}

pub(super) fn request_row(tenant: &Tenant, request: &AssignmentRequest) -> String {
    let progress = &request.progress;
    let where_it_stands = if let RequestState::PendingApproval { stage, due } = progress.state {
        let mut deciding: Vec<String> = tenant
            .users
            .iter()
            .filter(|user| approvers::stand_in(tenant, request, user.id).is_some())
            .map(|user| name_of(tenant, Person::User(user.id)))
            .collect();
        deciding.sort();
        format!("stage {stage} until {due} by {deciding:?}")
    } else if let RequestState::Scheduled { start } = progress.state {
        format!("for {start}")
    } else {
        String::new()
    };
    format!(
        "request {} {} by {:?} for {} {} {where_it_stands} made {} done {:?} {} {}",
        request.request_type.json(),
        policy_of(tenant, request.policy),
        request.requestor.map(|person| name_of(tenant, person)),
        name_of(tenant, request.target),
        progress.status(),
        request.created_date_time,
        progress.completed_date_time.map(|at| at.to_string()),
        progress.assignment.is_some(),
        answers_of(&progress.answers),
    )
}
