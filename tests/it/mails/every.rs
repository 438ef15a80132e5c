//! Every mail of the service is sent in a story, to whom it is for and about what it says.

use serde_json::json;

use super::{ADMINISTRATOR, Story, escalating, extensible, plain};

/// The number of each mail, how its subject begins, and who reads it in the stories below.
const MAILS: &[(u8, &str, &str)] = &[
    (
        1,
        "Action required: approve or deny forwarded request by 2026-03-15",
        "late",
    ),
    (
        2,
        "Action required: approve or deny request by 2026-03-15",
        "one",
    ),
    (
        3,
        "Reminder: approve or deny the request by 2026-03-15 for ana",
        "one",
    ),
    (
        4,
        "Approve or deny the request by 09:00 on 2026-03-15",
        "one",
    ),
    (5, "Action required reminder", "one"),
    (6, "Request has expired for Tools", "one"),
    (7, "Request approved for ana to Tools", "one"),
    (8, "Request approved for ana to Tools", "one"),
    (9, "Request denied to Tools", "ana"),
    (10, "Your request has expired for Tools", "ana"),
    (11, "Action required: approve or deny", "two"),
    (12, "Action required reminder", "two"),
    (13, "Action required: approve or deny", "two"),
    (14, "Action required reminder", "two"),
    (
        15,
        "Action required: approve or deny forwarded request by 2026-03-15",
        "later",
    ),
    (16, "Request approved for ana to Tools", "two"),
    (17, "A request has expired for Tools", "two"),
    (18, "You now have access to Tools", "ana"),
    (19, "Extend access for Tools by 2026-04-08", "ana"),
    (20, "Access has ended for Tools", "ana"),
    (21, "Review access to Tools by", "ana"),
];

/// A mail as it was sent: its number, its subject and who got it.
type Sent = (u64, String, String);

fn sent(story: &mut Story) -> Vec<Sent> {
    let rows = story.rows(ADMINISTRATOR, &json!({"deliverable": true}));
    let rows = rows.iter().map(|row| {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let number = row["number"].as_u64().unwrap();
        (
            number,
            text(&row["subject"]),
            text(&row["to"]["displayName"]),
        )
    });
    rows.collect()
}

fn one_stage_in_vain() -> Vec<Sent> {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    story.waits(14);
    sent(&mut story)
}

fn a_forwarded_request_and_the_access_it_led_to() -> Vec<Sent> {
    let mut story = Story::new(&[escalating("one", "late")], &extensible(true));
    story.asks();
    story.waits(8);
    story.decides("late", "approveRequest");
    story.waits(30);
    sent(&mut story)
}

fn two_stages_that_approve() -> Vec<Sent> {
    let mut story = Story::new(&[plain("one"), plain("two")], &json!({}));
    story.asks();
    story.decides("one", "approveRequest");
    story.waits(7);
    story.decides("two", "approveRequest");
    sent(&mut story)
}

fn a_second_stage_in_vain() -> Vec<Sent> {
    let mut story = Story::new(&[plain("one"), escalating("two", "later")], &json!({}));
    story.asks();
    story.decides("one", "approveRequest");
    story.waits(14);
    sent(&mut story)
}

fn a_denial() -> Vec<Sent> {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    story.decides("one", "denyRequest");
    sent(&mut story)
}

fn a_review() -> Vec<Sent> {
    let reviews = json!({"isEnabled": true, "isSelfReview": true, "schedule": {
        "startDateTime": "2026-03-02T09:00:00Z",
        "expiration": {"type": "afterDuration", "duration": "P10D"}}});
    let mut story = Story::new(&[], &json!({"reviewSettings": reviews}));
    story.asks();
    story.waits(2);
    sent(&mut story)
}

#[test]
fn every_mail_of_the_service_is_sent_in_a_story() {
    let numbers: Vec<u8> = MAILS.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, (1..=21).collect::<Vec<u8>>());
    let stories = [
        one_stage_in_vain,
        a_forwarded_request_and_the_access_it_led_to,
        two_stages_that_approve,
        a_second_stage_in_vain,
        a_denial,
        a_review,
    ];
    let sent: Vec<Sent> = stories.iter().flat_map(|story| story()).collect();
    let unsent: Vec<_> = MAILS
        .iter()
        .filter(|(number, subject, reader)| {
            let mut sent = sent.iter();
            !sent.any(|(told, line, to)| {
                *told == u64::from(*number) && line.starts_with(subject) && to == reader
            })
        })
        .collect();
    assert!(unsent.is_empty(), "never sent: {unsent:#?} of {sent:#?}");
}
