//! How a desk comes by people, groups, a catalog and packages.

use accessdesk::domain::command::Command;
use accessdesk::domain::id::Person;
use accessdesk::script::Line;
use serde_json::{Value, json};

use super::super::lines;
use super::super::reading::understood;
use super::{RandomDesk, Step};

/// The lines with which a furnished desk begins.
const FOUNDING: &str = include_str!("../founding.jsonl");
/// Lines that bring in people, a catalog and packages; they come again and again, with another
/// number for each `N`, since chance takes away sooner than it builds.
const SEASON: &str = include_str!("../season.jsonl");
/// Lines about the people of the first season after which time has something of every kind to do.
const AHEAD: &str = include_str!("../ahead.jsonl");

impl RandomDesk {
    /// Makes a desk with people, groups, a catalog and packages.
    pub(crate) fn furnished(seed: u64) -> Self {
        Self::furnished_watching(seed, |_, _, _| {})
    }

    /// Makes such a desk, and lets somebody watch before each command that a persona gives.
    pub(crate) fn furnished_watching(
        seed: u64,
        mut watch: impl FnMut(&mut Self, Person, &Command),
    ) -> Self {
        let mut desk = Self::bare(seed);
        while desk.furnish(&mut watch).is_some() {}
        desk.outcomes.clear();
        desk
    }

    /// Makes a desk that is furnished step by step.
    pub(crate) fn bare(seed: u64) -> Self {
        let mut desk = Self::empty(seed);
        desk.begin_season(FOUNDING);
        desk.begin_season(SEASON);
        desk
    }

    /// Carries out the next line that furnishes a desk, which is accepted; none when all are done.
    pub(crate) fn furnish(
        &mut self,
        watch: &mut dyn FnMut(&mut Self, Person, &Command),
    ) -> Option<Step> {
        let line = self.planned()?;
        let text = line.to_string();
        let read = Line::read(&text).unwrap();
        if let Some((actor, command, _)) = understood(&self.engine, &read).unwrap() {
            watch(self, actor, &command);
        }
        let step = self.perform(&line);
        assert_eq!(step.refused, None, "{line}");
        Some(step)
    }

    /// Lets things begin that only time ends: a review, a grace period, a call, a start to come. What
    /// chance has made impossible by now is left out.
    pub(crate) fn begin_what_time_ends(&mut self) {
        let plan = std::mem::take(&mut self.plan);
        let first = AHEAD.replace("N@", "2@").replace(" N/", " 2/");
        self.plan.extend(first.lines().map(ToOwned::to_owned));
        while let Some(line) = self.planned() {
            self.perform(&line);
        }
        self.plan = plan;
    }

    /// Puts the lines of another season on the plan.
    pub(super) fn begin_another_season(&mut self) {
        self.begin_season(SEASON);
    }

    /// Puts lines on the plan.
    fn begin_season(&mut self, lines: &str) {
        self.seasons += 1;
        let number = self.seasons.to_string();
        let numbered = lines.replace("N@", &format!("{number}@"));
        let numbered = numbered.replace(" N", &format!(" {number}"));
        self.plan.extend(numbered.lines().map(ToOwned::to_owned));
    }

    /// Takes the next line off the plan; an administrator of the day gives it.
    pub(super) fn planned(&mut self) -> Option<Value> {
        let text = self.plan.pop_front()?;
        let mut line: Value = serde_json::from_str(&text).unwrap();
        if line.get("as") == Some(&json!("ADMINISTRATOR"))
            && let Some(person) = self.administrators().first()
        {
            line["as"] = json!(person.object().guid().to_string());
        }
        Some(line)
    }

    /// Makes a desk whose tenant is founded by chance and holds nothing else.
    pub(crate) fn founded(seed: u64) -> Self {
        let mut desk = Self::empty(seed);
        while desk.tenant().resource_directory().is_none() {
            let line = desk.with_values(|values| lines::desk_line_of("foundTenant", values));
            desk.perform(&line);
        }
        desk
    }
}
