//! Forms as data: a table of fields, answers to them, and a function that makes a command of both.
//!
//! A form's own file holds a [`FormTable`]: its title, its steps (one step: a form; several: a
//! wizard with a review at its end), the answers to begin with, and `parse`. The steps are a
//! function of the answers, so that fields which repeat (the stages of an approval) are written
//! once and appear as often as another answer says; what was typed into a field that went away
//! is kept. Everything else (moving, editing, checking, drawing) is done here for all forms.
//!
//! Start at [`FormState`]; [`field`] has what a table is made of, [`reader`] what `parse` needs.

use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::order::Order;
use crate::ui::scene::Scene;

pub mod answers;
pub mod application;
pub mod assignment;
mod away;
pub mod call_back;
pub mod catalog;
pub mod check;
mod choosing;
pub mod connected_organization;
pub mod corrected;
mod credentials;
pub mod custom_extension;
pub mod decision;
pub mod delegate;
pub mod delegation;
pub mod difference;
pub mod directory_role;
mod elsewhere;
mod ending;
pub mod external_person;
pub mod field;
mod finder;
mod foresight;
pub mod group;
pub mod group_people;
pub mod held;
pub mod link;
mod many;
mod moving;
pub mod on_behalf;
pub mod organization;
pub mod other_directory;
pub mod output;
pub mod package;
pub mod people;
mod period;
pub mod policy;
mod questions;
pub mod reader;
pub mod repeated;
pub mod request;
pub mod resource;
pub mod resource_attributes;
pub mod review;
pub mod role;
pub mod separation;
pub mod settings;
pub mod show;
pub mod site;
pub mod state;
pub mod subjects;
pub mod text_edit;
pub mod user;

pub use answers::{Answers, Pick};
pub use field::{Amount, Field, FieldError, FieldKey, Group, Kind, Source, Step};
pub use finder::{Finder, Shows, Sought};
pub use reader::Reader;
pub use state::{FormState, FormStep, Offer, Outcome};

/// What the answers order, or everything that is wrong with them.
pub type Parsed = Result<Order, Vec<FieldError>>;

/// The table of a form.
#[derive(Clone, Copy)]
pub struct FormTable {
    /// Its stable name.
    pub name: &'static str,
    /// Says what is made or changed.
    pub title: fn(&Scene<'_>, Option<ObjectRef>) -> Safe,
    /// The word of the saving key: `create`, `save`, `submit`.
    pub verb: &'static str,
    /// Returns the fields, for the answers given so far.
    pub steps: fn(&Scene<'_>, Option<ObjectRef>, &Answers) -> Vec<Step>,
    /// Returns the answers to begin with.
    pub prefill: fn(&Scene<'_>, Option<ObjectRef>) -> Answers,
    /// Makes a command, or says everything that is wrong.
    pub parse: fn(&Scene<'_>, Option<ObjectRef>, &Answers) -> Parsed,
    /// Says what has been done once the command was accepted, and what it does not change.
    pub done: fn(&Scene<'_>, Option<ObjectRef>, &Answers) -> Safe,
    /// Says what will follow from saving these answers.
    pub notes: fn(&Scene<'_>, Option<ObjectRef>, &Answers) -> Vec<Safe>,
}

impl std::fmt::Debug for FormTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("FormTable").field(&self.name).finish()
    }
}

impl PartialEq for FormTable {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for FormTable {}
