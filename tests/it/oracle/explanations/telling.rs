//! Which mails a request occasions, to whom they went, and who got none.

use serde_json::{Value, json};

use super::{Tally, asked};
use crate::oracle::observed::Observed;
use crate::oracle::setting::ADMINISTRATOR;
use crate::oracle::world::{DAY, State, text};
use crate::support::random::Dice;

/// Says whether what has become of a request occasions a mail, for the mails of which that says it.
fn occasioned(observed: &Observed, number: usize, mail: u8) -> Option<bool> {
    let request = &observed.world.requests[number];
    // Neither requests nor mails are kept for longer; a request that took its time outlives some.
    let recent = observed.world.now - request.created < 90 * DAY;
    if !recent || !["userAdd", "onBehalfAdd"].contains(&request.kind) {
        return None;
    }
    // A stage for which nobody was found asks nobody; whom it asked at first is not kept apart from
    // the alternates that came in.
    let asks = |stage: usize| -> Option<bool> {
        let opened = request.opened.get(stage)?;
        (!opened.escalated).then_some(!opened.asked.is_empty())
    };
    let escalates = |stage: usize| request.stages[stage]["isEscalationEnabled"] == true;
    let first = |with: bool| match request.opened.first() {
        None => Some(false),
        Some(_) if escalates(0) != with => Some(false),
        Some(_) => asks(0),
    };
    let later = |with: bool| {
        let opened = (1..request.opened.len()).filter(|stage| escalates(*stage) == with);
        let asked: Option<Vec<bool>> = opened.map(asks).collect();
        asked.map(|asked| asked.contains(&true))
    };
    match mail {
        2 => first(false),
        4 => first(true),
        8 => Some(request.opened.len() > 1),
        9 => Some(matches!(request.state, State::Denied | State::PeriodOver)),
        10 => Some(request.state == State::TimedOut),
        11 => later(false),
        13 => later(true),
        18 => Some(request.state == State::Delivered),
        _ => None,
    }
}

pub(super) fn told_of(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    let requests = observed.world.requests.iter().enumerate();
    let known = requests.filter(|(_, request)| !request.id.is_empty() && !request.purged);
    let known: Vec<usize> = known.map(|(number, _)| number).collect();
    if known.is_empty() {
        return;
    }
    let number = *dice.pick(&known);
    let request = observed.world.requests[number].id.clone();
    let mail = *dice.pick(&[1, 2, 4, 6, 7, 8, 9, 10, 11, 13, 16, 17, 18, 18, 2, 4]);
    let mut with = json!({"request": request, "number": mail});
    let to = dice.pick(&observed.acting()).clone();
    let of_one = dice.chance(40);
    if of_one {
        with["to"] = json!(observed.person(&to));
    }
    let told = asked(observed, tally, "mail", &with);
    if let Some(expected) = occasioned(observed, number, mail) {
        let found = &told["walk"][0];
        assert_eq!(found["check"], "mailOccasioned", "{told}");
        assert_eq!(found["passed"], expected, "{with}: {told}");
    }
    let filter = json!({"number": mail, "request": request});
    let list = json!({"as": ADMINISTRATOR, "list": "mails", "where": filter});
    let rows = observed.answer(&list);
    let rows = rows["rows"].as_array().unwrap();
    let mail_of = |row: &Value| {
        let id = text(row, "id");
        id.rsplit_once('.').unwrap().0.to_owned()
    };
    let newest = rows.last().map(mail_of);
    let sent = rows.iter().any(|row| {
        Some(mail_of(row)) == newest
            && row["state"] == "sent"
            && row["takenBack"] == false
            && (!of_one || observed.name(&row["to"]) == to)
    });
    assert_eq!(told["verdict"], sent, "{with}: {told} {rows:?}");
}
