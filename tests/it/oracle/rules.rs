//! The rule language, read and judged in one go: no tree, no index, only the words of the rule.

use serde_json::Value;

use super::world::{Instant, Kind, Person, instant, seconds, text};

/// Reads a rule about one person at one instant.
struct Reading<'a> {
    words: Vec<String>,
    next: usize,
    person: &'a Person,
    now: Instant,
    /// When a comparison with the present is level, and a second later.
    turns: Vec<Instant>,
}

/// Tells whether a rule admits somebody.
pub(super) fn admits(rule: &str, person: &Person, now: Instant) -> bool {
    reading(rule, person, now).or()
}

/// Lists the instants at which time may turn what a rule says of somebody.
pub(super) fn turns(rule: &str, person: &Person) -> Vec<Instant> {
    let mut reading = reading(rule, person, 0);
    reading.or();
    reading.turns
}

/// Lists the names of what a rule reads.
pub(super) fn names(rule: &str) -> Vec<String> {
    let words = words(rule).into_iter();
    let names = words.filter_map(|word| Some(word.strip_prefix("user.")?.to_owned()));
    names.collect()
}

/// Reads what somebody is, by the names that rules have for it.
pub(super) fn read(names: &[String], person: &Person) -> Vec<Value> {
    names.iter().map(|name| attribute(person, name)).collect()
}

fn reading<'a>(rule: &str, person: &'a Person, now: Instant) -> Reading<'a> {
    Reading {
        words: words(rule),
        next: 0,
        person,
        now,
        turns: Vec::new(),
    }
}

/// Cuts a rule into words; a text keeps its opening quote.
fn words(rule: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for letter in rule.chars() {
        match letter {
            '"' if quoted => quoted = false,
            '"' => {
                quoted = true;
                word.push('"');
            }
            _ if quoted => word.push(letter),
            ' ' | '(' | ')' | '[' | ']' | ',' => {
                words.push(std::mem::take(&mut word));
                words.push(letter.to_string());
            }
            _ => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !["", " "].contains(&word.as_str()));
    words
}

/// Reads what a person is; what they do not have is null.
fn attribute(person: &Person, name: &str) -> Value {
    match name {
        "accountEnabled" => person.enabled.into(),
        "userType" if person.kind == Kind::Member => "Member".into(),
        "userType" => "Guest".into(),
        _ => person.attributes.get(name).cloned().unwrap_or_default(),
    }
}

impl Reading<'_> {
    fn peek(&self) -> &str {
        let word = self.words.get(self.next).map_or("", String::as_str);
        word.strip_prefix('-').unwrap_or(word)
    }

    fn take(&mut self) -> String {
        let word = self.peek().to_owned();
        self.next += 1;
        word
    }

    fn or(&mut self) -> bool {
        let mut holds = self.and();
        while self.peek() == "or" {
            self.next += 1;
            holds |= self.and();
        }
        holds
    }

    fn and(&mut self) -> bool {
        let mut holds = self.not();
        while self.peek() == "and" {
            self.next += 1;
            holds &= self.not();
        }
        holds
    }

    fn not(&mut self) -> bool {
        if self.peek() == "not" {
            self.next += 1;
            return !self.not();
        }
        if self.peek() == "(" {
            self.next += 1;
            let holds = self.or();
            self.next += 1;
            return holds;
        }
        self.comparison()
    }

    fn comparison(&mut self) -> bool {
        let name = self.take();
        let value = attribute(self.person, name.strip_prefix("user.").unwrap());
        let quantity = self.peek().to_owned();
        if !["any", "all"].contains(&quantity.as_str()) {
            return self.compares(&value);
        }
        // Each value is held against the same words.
        let begin = self.next + 3;
        let mut values = value.as_array().cloned().unwrap_or_default();
        if values.is_empty() {
            values.push(Value::Null);
        }
        let mut verdicts = Vec::new();
        for value in values {
            self.next = begin;
            verdicts.push(self.compares(&value));
        }
        self.next += 1;
        if quantity == "any" {
            verdicts.contains(&true)
        } else {
            !verdicts.contains(&false)
        }
    }

    /// Holds a value against an operator and what follows; nothing fails whatever is asked and
    /// passes whatever is denied.
    fn compares(&mut self, value: &Value) -> bool {
        let operator = self.take();
        let lower = operator.to_lowercase();
        let denies = lower.starts_with("not") || lower == "ne";
        let operator = match lower.strip_prefix("not") {
            _ if lower == "ne" => "eq",
            Some(positive) => positive,
            None => &lower,
        };
        let wanted = self.take();
        let alike = if wanted == "null" {
            value.is_null()
        } else if wanted == "system.now" {
            self.beside_now(operator, value)
        } else if wanted == "[" {
            let listed = self.listed();
            value
                .as_str()
                .is_some_and(|it| listed.contains(&it.to_lowercase()))
        } else if let Some(flag) = value.as_bool() {
            wanted == flag.to_string()
        } else {
            let wanted = wanted.trim_start_matches('"').to_lowercase();
            let found = value.as_str().map(str::to_lowercase);
            found.is_some_and(|found| match operator {
                "eq" => found == wanted,
                "startswith" => found.starts_with(&wanted),
                "endswith" => found.ends_with(&wanted),
                "contains" => found.contains(&wanted),
                "match" => match wanted.strip_prefix('^') {
                    Some(beginning) => found.starts_with(beginning),
                    None => found.contains(&wanted),
                },
                "le" => instant(value.as_str().unwrap()) <= instant(&wanted.to_uppercase()),
                "ge" => instant(value.as_str().unwrap()) >= instant(&wanted.to_uppercase()),
                other => panic!("{other}"),
            })
        };
        alike != denies
    }

    /// Reads texts up to the closing bracket.
    fn listed(&mut self) -> Vec<String> {
        let mut listed = Vec::new();
        loop {
            match self.take().as_str() {
                "]" => return listed,
                "," => {}
                word => listed.push(word.trim_start_matches('"').to_lowercase()),
            }
        }
    }

    fn beside_now(&mut self, operator: &str, value: &Value) -> bool {
        let mut shift = 0;
        if ["plus", "minus"].contains(&self.peek()) {
            let sign = if self.take() == "plus" { 1 } else { -1 };
            shift = sign * seconds(&self.take());
        }
        let Some(date) = value.as_str().map(instant) else {
            return false;
        };
        self.turns.extend([date - shift, date - shift + 1]);
        match operator {
            "le" => date <= self.now + shift,
            "ge" => date >= self.now + shift,
            _ => date == self.now + shift,
        }
    }
}

/// Returns the rule by which a policy assigns, if it is such a policy.
pub(super) fn rule_of(policy: &Value) -> Option<&str> {
    policy["automaticRequestSettings"].as_object()?;
    Some(text(&policy["specificAllowedTargets"][0], "membershipRule"))
}
