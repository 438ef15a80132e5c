//! JSON values by chance that have a given shape.

use std::collections::BTreeMap;

use accessdesk::domain::event::Event;
use accessdesk::domain::id::{ObjectKind, ObjectRef, Person};
use accessdesk::domain::shape::{Member, Shape, TextCheck};
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::{Span, Timestamp};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Dice;

/// The objects that commands can speak of, by kind, those touched last at the end.
///
/// They are learned from events alone, so objects of a new kind are known as soon as events name them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known(BTreeMap<ObjectKind, Vec<ObjectRef>>);

impl Known {
    /// Takes note of the objects that an event changed.
    pub(crate) fn learn(&mut self, event: &Event) {
        if let Some(object) = event.object() {
            let same_kind = self.0.entry(object.kind()).or_default();
            same_kind.retain(|known| *known != object);
            same_kind.push(object);
        }
    }

    /// Lists the objects of a kind.
    pub(crate) fn of(&self, kind: ObjectKind) -> &[ObjectRef] {
        self.0.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Lists the kinds of which there is an object.
    pub(crate) fn kinds(&self) -> Vec<ObjectKind> {
        self.0.keys().copied().collect()
    }
}

/// How often in a hundred a member that may be absent is there, drawn for each object.
const DENSITIES: &[usize] = &[0, 5, 15, 40, 70, 95];

/// Where values come from.
pub(crate) struct Values<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) known: &'a Known,
    pub(crate) tenant: &'a Tenant,
    pub(crate) now: Timestamp,
    /// How often in a hundred a value is wrong on purpose.
    pub(crate) mischief: usize,
}

const NAMES: &[&str] = &[
    "Sales",
    "Payroll",
    "R&D",
    "Ärzte",
    "Naïve café",
    "Онбординг",
    "=SUM(A1)",
    "a/b\\c",
    "Quarter close",
];
const HOSTILE: &[&str] = &[
    "",
    "   ",
    "\u{202e}lanigiro",
    "zero\u{200b}width",
    "bell\u{7}",
    "\u{1b}[2J",
    "two\nlines",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{e0041}tag",
    "@",
    "a@b",
    "-",
];
const SPANS: &[&str] = &[
    "PT0S", "PT1S", "PT1H", "PT8H", "P1D", "P2D", "P4D", "P7D", "P14D", "P15D", "P30D", "P90D",
    "P365D", "P3660D", "P3661D",
];
const AHEAD: &[i64] = &[
    -40 * 86_400,
    -86_400,
    -60,
    0,
    60,
    3_600,
    86_400,
    3 * 86_400,
    14 * 86_400,
    60 * 86_400,
    400 * 86_400,
];
const NUMBERS: &[u64] = &[0, 1, 1, 1, 2, 2, 3, 5, 14, 30, 365, 100_000, 4_294_967_295];

impl Values<'_> {
    /// Makes an object with these members.
    pub(crate) fn object(&mut self, members: &[Member]) -> Map<String, Value> {
        let density = *self.dice.pick(DENSITIES);
        let mut object = Map::new();
        for member in members {
            if let (Shape::Object(inner), true) = (&member.shape, member.flattened) {
                object.extend(self.object(inner));
            } else if member.required && !self.goes_wrong() {
                object.insert(member.json_name(), self.value(&member.shape));
            } else if self.dice.chance(density) {
                let value = if self.dice.chance(4) {
                    Value::Null
                } else {
                    self.value(&member.shape)
                };
                object.insert(member.json_name(), value);
            }
        }
        object
    }

    fn goes_wrong(&mut self) -> bool {
        self.dice.chance(self.mischief)
    }

    /// Makes a value of a shape.
    fn value(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Text(check) => Value::from(self.text(*check)),
            Shape::Boolean => Value::from(self.dice.chance(60)),
            Shape::Number | Shape::Within(..) => Value::from(*self.dice.pick(NUMBERS)),
            Shape::Instant => Value::from(self.instant()),
            Shape::Role => json!("Member"),
            Shape::Span => Value::from(*self.dice.pick(SPANS)),
            Shape::Choice(words) => Value::from(*self.dice.pick(words)),
            Shape::Reference(kinds) | Shape::AnyOf(kinds) => Value::from(self.reference(kinds)),
            Shape::PersonOrMail if self.dice.chance(10) => {
                let number = self.dice.below(40);
                Value::from(format!("stranger{number}@domain{number}.example"))
            }
            Shape::PersonOrMail => Value::from(self.reference(Person::KINDS)),
            Shape::List(item) => {
                let length = *self.dice.pick(&[0, 1, 1, 1, 2, 2, 3, 5]);
                Value::Array((0..length).map(|_| self.value(item)).collect())
            }
            Shape::Object(members) => Value::Object(self.object(members)),
            Shape::Tagged(variants) => {
                let (tag, members) = *self.dice.pick(variants);
                let mut object = self.object(members);
                object.insert("@odata.type".to_owned(), json!(tag));
                Value::Object(object)
            }
        }
    }

    /// Writes a text that the check accepts, most of the time.
    fn text(&mut self, check: TextCheck) -> String {
        if self.goes_wrong() {
            return match self.dice.below(3) {
                0 => "long ".repeat(*self.dice.pick(&[60, 260, 2_100])),
                _ => (*self.dice.pick(HOSTILE)).to_owned(),
            };
        }
        let number = self.dice.below(40);
        let name = *self.dice.pick(NAMES);
        let suffix = *self.dice.pick(&["example", "onmicrosoft.com"]);
        let mut texts = [
            format!("{name} {number}"),
            format!("person{number}@woodgrovebank.onmicrosoft.com"),
            format!("guest{number}@contoso.onmicrosoft.com"),
            format!("domain{number}.{suffix}"),
            format!("https://woodgrovebank.sharepoint.com/sites/site{number}"),
            format!("nick{number}"),
            format!("(user.department -eq \"{name} {number}\")"),
            "Europe/Berlin".to_owned(),
            Uuid::from_u128(u128::from(self.dice.next())).to_string(),
        ];
        let first = self.dice.below(texts.len());
        if self.dice.chance(40) {
            texts.swap(0, first);
        }
        let accepted = texts.iter().find(|text| check(text).is_ok());
        accepted.unwrap_or(&texts[0]).clone()
    }

    fn instant(&mut self) -> String {
        if self.dice.chance(10) {
            return (*self
                .dice
                .pick(&["today", "tomorrow", "+30d", "fri", "31 dec", "29 feb"]))
            .to_owned();
        }
        let ahead = *self.dice.pick(AHEAD);
        let span = Span::seconds(ahead.unsigned_abs());
        let instant = if ahead < 0 {
            self.now.minus(span)
        } else {
            self.now.plus(span)
        };
        instant.to_string()
    }

    /// Names an object of one of these kinds; seldom one that is gone, unknown or of another kind.
    fn reference(&mut self, kinds: &[ObjectKind]) -> String {
        if self.goes_wrong() {
            return Uuid::from_u128(u128::from(self.dice.next())).to_string();
        }
        let kind = if self.goes_wrong() {
            *self.dice.pick(&self.known.kinds())
        } else {
            *self.dice.pick(kinds)
        };
        let known = self.known.of(kind);
        let there: Vec<ObjectRef> = known
            .iter()
            .copied()
            .filter(|object| self.tenant.contains(*object))
            .collect();
        let object = if self.goes_wrong() {
            self.dice.pick_late(known)
        } else {
            self.dice.pick_late(&there)
        };
        object.map_or_else(
            || Uuid::nil().to_string(),
            |object| object.guid().to_string(),
        )
    }
}
