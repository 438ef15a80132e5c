//! The form that says what a resource asks of whoever wants access: each answer becomes an attribute
//! of their account.

use crate::domain::attribute;
use crate::domain::command::{CatalogCommand, Command, SetResourceAttributes};
use crate::domain::id::{CatalogId, ObjectRef, ResourceId};
use crate::domain::resource::{Resource, ResourceAttribute};
use crate::domain::text::{Attribute, QuestionText, Safe};
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Parsed, Reader, Step, repeated};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const ATTRIBUTE: FieldKey = FieldKey::new("attributes.attribute");
const QUESTION: FieldKey = FieldKey::new("attributes.question");
const EDITABLE: FieldKey = FieldKey::new("attributes.isEditable");
const STAYS: FieldKey = FieldKey::new("attributes.isPersistedOnAssignmentRemoval");

/// So many new attributes begin as ones whose value may be changed.
const PREPARED: usize = 50;

/// Says what the resource that the form is about asks.
pub static EDIT: FormTable = FormTable {
    name: "set-resource-attributes",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("What \"{}\" asks of requestors", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, answers| vec![Step::new("Attributes", fields(answers))],
    prefill: |scene, about| {
        let asked = edited(scene, about).map(|resource| resource.attributes.as_slice());
        prefill(asked.unwrap_or_default())
    },
    parse,
    done: |_, _, _| "Saved. Requests that were made already are asked nothing more.".into(),
    notes: |_, _, _| Vec::new(),
};

fn fields(answers: &Answers) -> Vec<Field> {
    let slots = repeated::slots(answers, &ATTRIBUTE).into_iter();
    let fields = slots.flat_map(|slot| {
        let number = slot.number;
        let label = |words: &str| format!("{number}: {words}");
        let kind = Kind::Text(Attribute::CAP);
        let name = Field::new(ATTRIBUTE.of(number), format!("Attribute {number}"), kind);
        let name = if slot.named {
            name
        } else {
            name.help("Such as department, or extension_… for one of the directory's own.")
        };
        let question = Kind::Long(QuestionText::CAP);
        let details = [
            Field::new(QUESTION.of(number), label("question"), question).required(),
            Field::new(EDITABLE.of(number), label("may change"), Kind::Toggle)
                .help("Whether a value that the account has already may be changed."),
            Field::new(STAYS.of(number), label("is kept"), Kind::Toggle)
                .help("Whether the value stays when access to an application ends."),
        ];
        let details = slot.named.then_some(details).into_iter().flatten();
        std::iter::once(name).chain(details)
    });
    fields.collect()
}

fn prefill(asked: &[ResourceAttribute]) -> Answers {
    let prepared = (1..=asked.len() + PREPARED).fold(Answers::default(), |answers, number| {
        answers.with_toggle(EDITABLE.of(number), true)
    });
    let numbered = (1_usize..).zip(asked);
    numbered.fold(prepared, |answers, (number, asked)| {
        answers
            .with_text(ATTRIBUTE.of(number), asked.attribute.as_str())
            .with_text(QUESTION.of(number), asked.question.as_str())
            .with_toggle(EDITABLE.of(number), asked.is_editable)
            .with_toggle(STAYS.of(number), asked.is_persisted_on_assignment_removal)
    })
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a Resource> {
    if let Some(ObjectRef::Resource(id)) = about {
        scene.tenant().find_resource(id)
    } else {
        None
    }
}

fn parse(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let named = repeated::named(answers, &ATTRIBUTE).into_iter();
    let asked = named.filter_map(|number| {
        let attribute = read.text(&ATTRIBUTE.of(number), Attribute::parse);
        let question = read.text(&QUESTION.of(number), QuestionText::parse);
        let asked = ResourceAttribute {
            attribute: attribute?,
            question: question?,
            is_editable: read.toggle(&EDITABLE.of(number)),
            is_persisted_on_assignment_removal: read.toggle(&STAYS.of(number)),
        };
        Some((number, asked))
    });
    let (numbers, asked): (Vec<usize>, Vec<ResourceAttribute>) = asked.unzip();
    for (at, fault) in attribute::misnamed(asked.iter().map(|asked| &asked.attribute)) {
        if let Some(number) = numbers.get(at - 1) {
            read.refuse(&ATTRIBUTE.of(number), &format!("is refused: it {fault}"));
        }
    }
    let resource = edited(scene, about);
    if resource.is_none() {
        read.refuse(&ATTRIBUTE.of(1), "belongs to a resource that was removed");
    }
    read.finish(|| {
        let resource = resource?;
        Some(set(resource.catalog, resource.id, asked))
    })
    .map(Order::persona)
}

fn set(catalog: CatalogId, resource: ResourceId, attributes: Vec<ResourceAttribute>) -> Command {
    CatalogCommand::SetResourceAttributes(SetResourceAttributes {
        catalog,
        resource,
        attributes,
    })
    .into()
}

/// Returns a command that asks nothing, to ask whether the persona may say what is asked.
pub fn untouched(catalog: CatalogId, resource: ResourceId) -> Command {
    set(catalog, resource, Vec::new())
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_resource_asks_for_an_attribute_and_the_detail_says_so() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogResources(made.catalog)).press("e");
        made.desk.expect("What \"Test group\" asks of requestors");
        made.desk.type_text("department").press("tab");
        made.desk
            .type_text("Which department?")
            .press("tab tab space");
        made.desk.press("Ctrl-S").expect("Saved.");
        made.desk.press("tab").expect("- department: Which");
        made.desk.press("e Ctrl-S").expect("NothingToChange");
    }

    #[test]
    fn what_is_wrong_with_attributes_is_said_beside_each() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogResources(made.catalog)).press("e");
        made.desk.type_text("shoe size").press("tab");
        made.desk.type_text("Which size?").press("tab tab tab");
        made.desk.type_text("department").press("Ctrl-S");
        made.desk
            .expect("save (2 problems)")
            .expect("knows no attribute shoe size");
        made.desk
            .press("tab tab tab tab tab")
            .expect("2: question is empty.");
    }
}
