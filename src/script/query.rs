//! Questions: lists, single objects and explanations, as far as the asker may see.
//!
//! A kind of list is one row of [`LISTS`]. Its source reads an index; filtering by sight, `where`,
//! `search`, `sort`, `limit` and `after` are the same for all and stand here and in `page`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use crate::domain::commit::Commit;
use crate::domain::history::History;
use crate::domain::id::{ExternalPersonId, ObjectKind, ObjectRef, Person, UserId};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::shape::Member;
use crate::domain::sweep::Due;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Sink, Walk};
use crate::script::fill::{self, Fault, Leaves, Scope};
use crate::script::json::{Content, Malformed, Node};
use crate::script::line::{Line, Verb};
use crate::script::near::near;
use crate::script::receipt::named;
use crate::script::resolve::{Resolver, Unresolved};
use crate::script::trouble::Trouble;
use crate::store::error::StoreError;
use crate::store::head::Head;

mod answers;
mod audit;
mod change;
mod columns;
mod deciders;
mod delegation;
mod directory;
mod extensions;
mod governance;
mod log;
mod mails;
mod may_do;
mod my_access;
mod objects;
mod organization;
mod page;
mod participation;
mod reason;
mod reports;
mod review;
mod roles;
mod separation;
mod shows;
mod sieve;
mod spreadsheet;
mod tables;

use page::Page;
use sieve::Sieve;

pub use audit::in_words as modified;
pub use change::Remedy;
pub use columns::{COLUMNS, Column};
pub use page::Newest;
pub use reason::{Explained, REFUSAL, WHYS, explained, may_ask_about, verdict};
pub use shows::{SHOWS, ShowRow, Shown, show};
pub use sieve::Answer;
pub use spreadsheet::as_csv;
pub use tables::LISTS;

/// The fields of a row.
pub type Fields = Map<String, Value>;

/// Reads commits, in order, and gives each with its number.
pub type ReadCommits<'a> =
    Box<dyn Fn(RangeInclusive<u64>, &mut dyn FnMut(u64, Commit)) -> Result<(), StoreError> + 'a>;

/// What a question is answered from.
pub struct Asked<'a> {
    /// All records.
    pub tenant: &'a Tenant,
    /// Revisions.
    pub history: &'a History,
    /// Who asks.
    pub viewer: Person,
    /// Desk time.
    pub now: Timestamp,
    /// Whether desk time stands still but for what moves it.
    pub pinned: bool,
    /// Finds what the question speaks of.
    pub resolver: Resolver<'a>,
    /// The last commit.
    pub head: Head,
    /// Reads earlier commits.
    pub commits: ReadCommits<'a>,
    /// What the rows must have, by field.
    pub filters: BTreeMap<String, Vec<Value>>,
    /// What time will do, as far as the asker may know of it, for the list that asks for it.
    pub coming: Vec<(Due, Value)>,
}

impl std::fmt::Debug for Asked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked")
            .field("viewer", &self.viewer)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// Gives the rows of a log, those of a commit at a time from the newest back; or only those of one
/// commit.
pub type GiveRows = fn(&Asked<'_>, Option<u64>, &mut dyn FnMut(Vec<Fields>)) -> Result<(), Trouble>;

/// Where the rows of a list come from.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// Objects, shown to whoever may see them.
    Objects(fn(&Asked<'_>) -> Vec<ObjectRef>),
    /// Rows of the asker's own.
    Own(fn(&Asked<'_>) -> Vec<Fields>),
    /// Rows of My Access, which whoever may not sign in cannot open.
    Portal(fn(&Asked<'_>) -> Vec<Fields>),
    /// Rows that a rule may withhold.
    Rows(fn(&Asked<'_>) -> Result<Vec<Fields>, Trouble>),
    /// A log.
    Log(GiveRows),
    /// A log of which the newest rows, and one more if there are older ones, can be had alone.
    LogOrNewest(
        GiveRows,
        fn(&Asked<'_>, &Newest) -> Result<Vec<Fields>, Trouble>,
    ),
}

/// A kind of list.
#[derive(Debug, Clone, Copy)]
pub struct ListRow {
    /// The name on a line.
    pub name: &'static str,
    /// What it lists.
    pub doc: &'static str,
    /// What `where` may hold.
    pub filters: &'static [Member],
    /// Filters that the source itself heeds.
    pub own: &'static [&'static str],
    /// Where the rows come from.
    pub source: Source,
}

/// A kind of explanation.
#[derive(Debug, Clone, Copy)]
pub struct WhyRow {
    /// The name on a line.
    pub name: &'static str,
    /// What it explains.
    pub doc: &'static str,
    /// What `with` may hold.
    pub members: &'static [Member],
    /// Makes the answer from the filled fields.
    pub answer: fn(&Asked<'_>, &Fields) -> Result<Value, Trouble>,
    /// The rule behind the answer, where a command could turn it.
    pub rule: Option<Rule>,
}

/// A rule that can be asked again of another state.
pub type Rule = fn(&Tenant, Timestamp, &Fields, &mut dyn Sink) -> bool;

/// Finds a kind of list.
pub fn list_row(name: &str) -> Option<&'static ListRow> {
    LISTS.iter().find(|row| row.name == name)
}

/// Finds a kind of single answer.
pub fn show_row(name: &str) -> Option<&'static ShowRow> {
    SHOWS.iter().find(|row| row.name == name)
}

/// Finds a kind of explanation.
pub fn why_row(name: &str) -> Option<&'static WhyRow> {
    WHYS.iter().find(|row| row.name == name)
}

impl Asked<'_> {
    /// Lists the objects of a kind among which are all that the asker may see: all of them, unless
    /// the asker takes part in a few only.
    fn among(&self, kind: ObjectKind, all: impl FnOnce() -> Vec<ObjectRef>) -> Vec<ObjectRef> {
        let within = self.resolver.within_sight(kind);
        within.map_or_else(all, |within| within.into_iter().collect())
    }

    /// Makes the row of an object; `None` when it does not exist.
    pub(super) fn row(&self, object: ObjectRef) -> Option<Fields> {
        let mut fields = match object {
            ObjectRef::Directory(id) => directory::directory(self, id),
            ObjectRef::ExternalPerson(id) => directory::external_person(self, id),
            ObjectRef::User(id) => directory::user(self, id),
            ObjectRef::Group(id) => directory::group(self, id),
            ObjectRef::Application(id) => objects::application(self, id),
            ObjectRef::Site(id) => objects::site(self, id),
            ObjectRef::DirectoryRole(id) => objects::directory_role(self, id),
            ObjectRef::ConnectedOrganization(id) => organization::organization(self, id),
            ObjectRef::Catalog(id) => governance::catalog(self, id),
            ObjectRef::ResourceRequest(id) => governance::resource_request(self, id),
            ObjectRef::RoleAssignment(id) => roles::role_assignment(self, id),
            ObjectRef::Resource(id) => governance::resource(self, id),
            ObjectRef::AccessPackage(id) => governance::package(self, id),
            ObjectRef::Policy(id) => governance::policy(self, id),
            ObjectRef::Request(id) => participation::request(self, id),
            ObjectRef::Assignment(id) => participation::assignment(self, id),
            ObjectRef::Review(id) => review::review(self, id),
            ObjectRef::CustomExtension(id) => extensions::custom_extension(self, id),
            ObjectRef::Callout(id) => extensions::callout(self, id),
            ObjectRef::Entry(_) | ObjectRef::Mail(_) => None,
            ObjectRef::Delegation(id) => delegation::delegation(self, id),
        }?;
        fields.insert("id".to_owned(), json!(object.guid().to_string()));
        fields.insert("revision".to_owned(), json!(self.history.revision(object)));
        Some(fields)
    }

    /// Returns the one identifier that a filter asks for, to enter an index by it.
    pub(super) fn only(&self, filter: &str) -> Option<uuid::Uuid> {
        match self.filters.get(filter)?.as_slice() {
            [Value::String(text)] => uuid::Uuid::parse_str(text).ok(),
            _ => None,
        }
    }

    /// Returns the people that a filter asks for; `None` when it asks for nobody in particular.
    pub(super) fn people(&self, filter: &str) -> Option<Vec<Person>> {
        let people = self.filters.get(filter)?.iter().filter_map(|value| {
            let guid = uuid::Uuid::parse_str(value.as_str()?).ok()?;
            let user = UserId::new(guid);
            Some(match self.tenant.find_user(user) {
                Some(_) => Person::User(user),
                None => Person::ExternalPerson(ExternalPersonId::new(guid)),
            })
        });
        Some(people.collect())
    }

    /// Returns the one value that a filter asks for.
    pub(super) fn only_text(&self, filter: &str) -> Option<&str> {
        match self.filters.get(filter)?.as_slice() {
            [Value::String(text)] => Some(text),
            _ => None,
        }
    }
}

impl ListRow {
    /// Finds the mistakes of a line that need nobody's data.
    pub fn check(&self, line: &Line, is_bound: &dyn Fn(&str) -> bool) -> Result<(), Fault> {
        self.filled(line, &mut Unresolved { names: is_bound })?;
        Page::of(line)?;
        Ok(())
    }

    /// Fits what `where` holds into what the list can be filtered by.
    fn filled(
        &self,
        line: &Line,
        leaves: &mut dyn Leaves,
    ) -> Result<BTreeMap<String, Vec<Value>>, Fault> {
        let mut filters = BTreeMap::new();
        let entries = line.member("where").map_or(Ok(&[][..]), Node::entries)?;
        for entry in entries {
            let Some(member) = fill::find(self.filters, &entry.name) else {
                let known = fill::names(self.filters);
                let near = near(&entry.name, known.iter().map(String::as_str));
                let error = format!("unknown field {:?}", entry.name);
                return Err(Malformed::at(entry.column, error).meaning(near).into());
            };
            let wanted = if let Content::List(items) = &entry.value.content {
                items.as_slice()
            } else {
                std::slice::from_ref(&entry.value)
            };
            let values: Result<Vec<Value>, Fault> = wanted
                .iter()
                .map(|node| fill::fill(leaves, &entry.name, node, &member.shape, Scope::default()))
                .collect();
            filters.insert(entry.name.clone(), values?);
        }
        for member in self.filters {
            if member.required && !filters.contains_key(member.name) {
                let error = format!("field {:?} is missing in \"where\"", member.name);
                return Err(Malformed::at(line.column(), error).into());
            }
        }
        Ok(filters)
    }
}

/// Answers a list.
pub fn list(row: &ListRow, line: &Line, asked: &Asked<'_>) -> Result<Answer, Trouble> {
    let mut resolver = asked.resolver;
    let asked = Asked {
        filters: row.filled(line, &mut resolver)?,
        commits: Box::new(|wanted, each| (asked.commits)(wanted, each)),
        coming: asked.coming.clone(),
        ..*asked
    };
    let page = Page::of(line)?;
    let rows = match row.source {
        Source::Objects(find) => {
            let mut found = find(&asked);
            found.retain(|object| asked.resolver.sees(*object));
            found.sort_by_cached_key(|object| asked.history.place(*object));
            let rows = found.into_iter().filter_map(|object| asked.row(object));
            rows.collect()
        }
        Source::Own(make) => make(&asked),
        Source::Portal(make) => my_access::opened(&asked, make)?,
        Source::Rows(make) => make(&asked)?,
        Source::LogOrNewest(give, newest) => {
            return match page.newest(&asked.filters) {
                Some(wanted) => Ok(Answer::Whole(wanted.answer(newest(&asked, &wanted)?))),
                None => sifted(&page, row, &asked, give),
            };
        }
        Source::Log(give) => return sifted(&page, row, &asked, give),
    };
    page.check_sort(row, &rows)?;
    Ok(Answer::Whole(page.cut(row, &asked.filters, rows)))
}

/// Answers with the rows of a log, which is never held whole: the row after which others are wanted
/// is looked for before.
fn sifted(
    page: &Page,
    row: &ListRow,
    asked: &Asked<'_>,
    give: GiveRows,
) -> Result<Answer, Trouble> {
    let mut sieve = Sieve::new(page, row, &asked.filters);
    if let Some(seq) = page.after.as_deref().and_then(log::commit_of) {
        give(asked, Some(seq), &mut |rows| sieve.begin_after(&rows))?;
    }
    give(asked, None, &mut |rows| sieve.take(rows))?;
    Ok(sieve.answer()?)
}

/// Says until when a line asks what time will do; `None` where it asks something else, and an
/// inner `None` where it leaves that open.
pub fn horizon(line: &Line, resolver: Resolver<'_>) -> Result<Option<Option<Timestamp>>, Trouble> {
    let Verb::List(row) = line.verb else {
        return Ok(None);
    };
    if row.name != tables::UPCOMING {
        return Ok(None);
    }
    let mut resolver = resolver;
    let filters = row.filled(line, &mut resolver)?;
    let until = filters.get("until").and_then(|values| values.first());
    let until = until.and_then(Value::as_str).map(Timestamp::parse);
    Ok(Some(until.and_then(Result::ok)))
}

/// Answers with an explanation, and returns the fields that the question had.
pub fn why(row: &WhyRow, line: &Line, asked: &Asked<'_>) -> Result<(Value, Fields), Trouble> {
    let mut resolver = asked.resolver;
    let filled = line.fill_with(&mut resolver)?;
    Ok(((row.answer)(asked, &filled)?, filled))
}

/// Lists the commands that might turn an answer, in the order in which they are worth trying.
pub fn remedies(rule: Rule, asked: &Asked<'_>, with: &Fields) -> Vec<Remedy> {
    let Some(person) = reason::target(with).or_else(|| reason::person(with)) else {
        return Vec::new();
    };
    let mut walk = Walk::default();
    rule(asked.tenant, asked.now, with, &mut walk);
    let case = change::Case {
        tenant: asked.tenant,
        viewer: asked.viewer,
        now: asked.now,
        person,
        with,
    };
    change::remedies(&case, &walk.0)
}

/// Finds the refusal behind an entry of the audit log, for whoever was refused or may read the log.
pub fn refusal_behind(asked: &Asked<'_>, entry: &str) -> Result<Value, Trouble> {
    audit::refusal(asked, entry)
}

fn not_found(object: ObjectRef) -> Refusal {
    DeskRefusal::NotFound { object }.into()
}

/// Writes objects with their kinds and names.
fn all_named(tenant: &Tenant, objects: &[ObjectRef]) -> Vec<Value> {
    objects
        .iter()
        .map(|object| named(tenant, *object))
        .collect()
}
