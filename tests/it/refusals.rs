//! Every rule has a story in which it refuses something, and says what is wrong and what to do.
//!
//! The lines beside this file are told one after the other; a code counts as told when the program
//! has answered it to a line that expects it, not when somebody wrote it down.

use std::collections::BTreeSet;
use std::path::Path;

use accessdesk::domain::command::{CreatePolicy, DeskCommand, Nothing, PackageCommand};
use accessdesk::domain::policy::PolicyBody;
use accessdesk::domain::refusal::Refusal;
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, Surroundings, Terms};
use accessdesk::script::{Ending, Sample};
use accessdesk::store::Access;
use accessdesk::ui::layout::{NOTICE_LINES, Size};
use accessdesk::ui::theme::Theme;
use accessdesk::ui::view::{Hint, NoticeView, Phrase};
use accessdesk::ui::widget::bands::{notice as draw_notice, notice_lines};
use accessdesk::ui::widget::canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::{Value, json};

use crate::support::random::{RandomDesk, STORE};
use crate::support::script::{bare_engine, engine, run_lines};
use crate::support::world::{World, admitting, code};

mod contract;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

/// The stories, each on a tenant of its own.
const STORIES: &[(&str, &str)] = &[
    ("directory", include_str!("refusals/directory.jsonl")),
    ("catalogs", include_str!("refusals/catalogs.jsonl")),
    ("policies", include_str!("refusals/policies.jsonl")),
    ("requests", include_str!("refusals/requests.jsonl")),
    ("partners", include_str!("refusals/partners.jsonl")),
    ("extensions", include_str!("refusals/extensions.jsonl")),
    ("automatic", include_str!("refusals/automatic.jsonl")),
    ("reviews", include_str!("refusals/reviews.jsonl")),
];

/// A story that returns the code which the program answered.
type Story = fn() -> String;

/// Codes whose stories need more than lines on one desk; each is asked for below.
const TOLD_BELOW: &[(&str, Story)] = &[
    ("AdministratorRequired", founding_without_an_administrator),
    ("UndoOvertaken", undoing_what_another_window_built_on),
    ("ReversalChanged", undoing_more_than_was_shown),
    ("ScopeRequired", saying_nothing_of_who_may_ask),
    ("TooManyTargets", naming_501_people),
    ("TooManyOrgs", naming_1001_organizations),
    ("LimitReached", asking_a_hundred_questions),
];

/// Codes that no line can bring about, each with the reason. The list only ever gets shorter.
const NEVER_TOLD: &[(&str, &str)] = &[(
    "RuleTooManyUsers",
    "a directory of more than 15,000 people is too much for a story",
)];

/// Requires that an answer is a refusal which says what is wrong, what to do, and which check
/// decided, and returns its code.
#[track_caller]
fn explained(answer: &Value) -> String {
    let text = |field: &str| answer[field].as_str().unwrap_or_else(|| panic!("{answer}"));
    let (message, hint) = (text("message"), text("hint"));
    assert!(!message.is_empty() && !message.ends_with('.'), "{answer}");
    assert!(hint.starts_with(char::is_uppercase), "{answer}");
    assert!(hint.ends_with('.'), "{answer}");
    let decided = answer["walk"].as_array().and_then(|walk| walk.last());
    assert_eq!(decided.unwrap()["passed"], false, "{answer}");
    text("code").to_owned()
}

/// Requires that the notice of a refusal says what to do and its code in the smallest window, however
/// much is said before.
#[track_caller]
fn has_its_way_out_in_the_smallest_window(answer: &Value) {
    let text = |field: &str| answer[field].as_str().unwrap();
    let way_out = format!("{}  [{}]", text("hint"), text("code"));
    let notice = NoticeView {
        words: Phrase::plain(format!("Refused: {}. {way_out}", text("message"))),
        hint: Some(Hint::new("w", "why")),
    };
    let lines = notice_lines(Some(&notice), Size::LEAST.width).min(NOTICE_LINES);
    let area = Rect::new(0, 0, Size::LEAST.width, lines);
    let mut buffer = Buffer::empty(area);
    draw_notice(
        &mut Canvas::new(&mut buffer, Theme::default()),
        area,
        &notice,
    );
    let line = |y| (0..area.width).map(move |x| (x, y));
    let lines = (0..lines).map(|y| line(y).map(|at| buffer[at].symbol()).collect::<String>());
    let said: Vec<String> = lines.map(|line| line.replace("w why", "")).collect();
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let is_said = bare(&said.concat()).contains(&bare(&way_out));
    assert!(is_said, "{}", said.join("\n"));
}

/// Tells a story and returns the codes that the program answered.
fn told(name: &str, story: &str) -> BTreeSet<String> {
    let mut engine = engine(Sample::Empty);
    let lines: Vec<String> = story
        .lines()
        .map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            let fields = line.as_object_mut().unwrap();
            fields.entry("expect").or_insert(json!("ok"));
            if !fields.contains_key("desk") {
                fields.entry("as").or_insert(json!(ADMINISTRATOR));
            }
            line.to_string()
        })
        .collect();
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{name}: {:#?}", answers.last());
    let refused = answers.iter().filter(|answer| answer["ok"] == false);
    refused
        .inspect(|answer| has_its_way_out_in_the_smallest_window(answer))
        .map(explained)
        .collect()
}

#[test]
fn every_rule_refuses_in_a_story_and_explains_itself() {
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for (name, story) in STORIES {
        codes.extend(told(name, story));
    }
    for (code, story) in TOLD_BELOW {
        assert_eq!(story(), *code);
        codes.insert((*code).to_owned());
    }
    let all = Refusal::CODES.iter().copied().flatten();
    let untold: Vec<&&str> = all
        .filter(|code| !codes.contains(**code))
        .filter(|code| NEVER_TOLD.iter().all(|(never, _)| never != *code))
        .collect();
    assert!(untold.is_empty(), "no story provokes {untold:?}");
    let contract = contract::CODES.iter();
    let wanted = contract.flat_map(|(_, codes)| codes.split_whitespace());
    let missed: Vec<&str> = wanted
        .filter(|code| !codes.contains(*code))
        .filter(|code| NEVER_TOLD.iter().all(|(never, _)| never != code))
        .collect();
    assert!(missed.is_empty(), "no story provokes {missed:?}");
    let excused = NEVER_TOLD.iter().find(|(code, _)| codes.contains(*code));
    assert!(excused.is_none(), "told by now: {excused:?}");
}

/// Returns the code that a line of the administrator's gets on a tenant with one package.
fn code_of(mut line: Value) -> String {
    let mut engine = engine(Sample::Empty);
    let package = json!({"as": ADMINISTRATOR, "do": "createAccessPackage",
        "with": {"displayName": "Desk", "description": "d"}});
    line["as"] = json!(ADMINISTRATOR);
    let (_, mut answers) = run_lines(&mut engine, &format!("{package}\n{line}"));
    explained(&answers.remove(1))
}

/// Tries to make a policy for the package.
fn policy(more: &Value) -> String {
    let mut with = json!({"accessPackage": "General/Desk", "displayName": "Crowded"});
    let members = more.as_object().unwrap().clone();
    with.as_object_mut().unwrap().extend(members);
    code_of(json!({"do": "createPolicy", "with": with}))
}

fn founding_without_an_administrator() -> String {
    let line = json!({"desk": "foundTenant", "with": {
        "displayName": "Sandbox", "initialDomain": "sandbox.onmicrosoft.com",
        "administrator": {"userPrincipalName": ADMINISTRATOR, "displayName": "Root",
            "directoryRoles": ["reportsReader"]}}});
    let (_, mut answers) = run_lines(&mut bare_engine(), &line.to_string());
    explained(&answers.remove(0))
}

fn undoing_what_another_window_built_on() -> String {
    let mut desk = RandomDesk::furnished(1);
    let surroundings = Surroundings {
        clock: Box::new(FixedClock(desk.machine_time())),
        ids: Box::new(SeededIds::new(99)),
        os_user: "somebody else".to_owned(),
    };
    let opened = Engine::open(
        desk.fs.clone(),
        Path::new(STORE),
        Access::Write,
        surroundings,
    );
    let (mut other, _) = opened.unwrap();
    let line = json!({"desk": "addDirectory", "with":
        {"displayName": "Fabrikam", "initialDomain": "fabrikam.onmicrosoft.com"}});
    let (ending, answers) = run_lines(&mut other, &line.to_string());
    assert_eq!(ending, Ending::Met, "{answers:?}");
    let undo = json!({"desk": "undo"}).to_string();
    let (_, mut answers) = run_lines(&mut desk.engine, &undo);
    explained(&answers.remove(0))
}

fn undoing_more_than_was_shown() -> String {
    let mut world = World::new();
    world.user("First");
    let history = &world.engine.desk().history;
    let shown = history.to_undo().and_then(|steps| steps.last()).copied();
    world.user("Second");
    let terms = Terms {
        reverses: shown,
        ..Terms::default()
    };
    code(&world.engine.operate(&DeskCommand::Undo(Nothing {}), &terms))
}

/// A line without a scope is malformed; a form may hand in a policy without one.
fn saying_nothing_of_who_may_ask() -> String {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let terms = PolicyBody {
        allowed_target_scope: None,
        ..PolicyBody::from(admitting(tutorial.requestors, &[]))
    };
    let create = CreatePolicy {
        access_package: tutorial.package,
        terms,
    };
    code(&world.give(PackageCommand::CreatePolicy(create)))
}

fn naming_501_people() -> String {
    let name = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": ADMINISTRATOR});
    policy(&json!({"allowedTargetScope": "specificDirectoryUsers",
        "specificAllowedTargets": vec![name; 501]}))
}

fn naming_1001_organizations() -> String {
    let mut engine = engine(Sample::Empty);
    let organization = json!({"as": ADMINISTRATOR, "do": "createConnectedOrganization", "with":
        {"displayName": "Fabrikam", "identitySources": [{
            "@odata.type": "#microsoft.graph.domainIdentitySource",
            "displayName": "Fabrikam", "domainName": "fabrikam.example"}]}});
    let package = json!({"as": ADMINISTRATOR, "do": "createAccessPackage",
        "with": {"displayName": "Desk", "description": "d"}});
    let name = json!({"@odata.type": "#microsoft.graph.connectedOrganizationMembers",
        "connectedOrganizationId": "Fabrikam"});
    let policy = json!({"as": ADMINISTRATOR, "do": "createPolicy", "with":
        {"accessPackage": "General/Desk", "displayName": "Crowded",
            "allowedTargetScope": "specificConnectedOrganizationUsers",
            "specificAllowedTargets": vec![name; 1_001]}});
    let (_, mut answers) = run_lines(&mut engine, &format!("{organization}\n{package}\n{policy}"));
    explained(&answers.remove(2))
}

fn asking_a_hundred_questions() -> String {
    let question = |number: usize| {
        json!({"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion",
            "text": format!("Question {number}?")})
    };
    let questions: Vec<Value> = (0..100).map(question).collect();
    policy(&json!({"allowedTargetScope": "allMemberUsers", "questions": questions}))
}
