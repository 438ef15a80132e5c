//! Fills forms in by chance, with what their fields take and offer.

use accessdesk::domain::id::ObjectRef;
use accessdesk::ui::form::answers::Value;
use accessdesk::ui::form::check::check;
use accessdesk::ui::form::field::Need;
use accessdesk::ui::form::state::Outcome;
use accessdesk::ui::form::text_edit::TextEdit;
use accessdesk::ui::form::{
    Amount, Answers, Field, FieldKey, FormState, FormStep, FormTable, Kind, Pick, Shows, Sought,
};
use accessdesk::ui::order::Order;
use accessdesk::ui::scene::Scene;

use crate::support::random::Dice;

/// Whoever there is, as long as nothing is typed.
const EVERYBODY: Sought<'_> = Sought {
    typed: "",
    shows: Shows::Both,
};

/// How often a form is gone through: answers switch fields on.
const PASSES: usize = 3;

/// A form that somebody fills in.
struct Filling<'a> {
    table: &'static FormTable,
    about: Option<ObjectRef>,
    scene: &'a Scene<'a>,
    answers: Answers,
}

/// Opens a form, fills it in, and returns what it orders when it is saved, if it can be.
pub(super) fn fill(
    table: &'static FormTable,
    about: Option<ObjectRef>,
    scene: &Scene<'_>,
    dice: &mut Dice,
) -> Option<Order> {
    let mut form = FormState::open(table, about, scene);
    let mut filling = Filling {
        table,
        about,
        scene,
        answers: form.answers.clone(),
    };
    let eagerness = *dice.pick(&[0, 10, 40, 80]);
    for _ in 0..PASSES {
        for field in filling.fields() {
            let empty = filling.answers.raw(&field.key).is_empty();
            let needed = field.need == Need::Required && empty;
            if needed || dice.chance(eagerness) || filling.is_wrong(&field.key) {
                filling.answer(&field, dice);
            }
        }
    }
    form.answers = filling.answers;
    match form.step(FormStep::Save, scene) {
        Outcome::Save(order) => Some(*order),
        Outcome::Stay | Outcome::Pick(..) | Outcome::Day(..) | Outcome::Problems(_) => None,
    }
}

/// Opens a form and saves it as it is.
pub(super) fn untouched(
    table: &'static FormTable,
    about: Option<ObjectRef>,
    scene: &Scene<'_>,
) -> Option<Order> {
    let mut form = FormState::open(table, about, scene);
    match form.step(FormStep::Save, scene) {
        Outcome::Save(order) => Some(*order),
        Outcome::Stay | Outcome::Pick(..) | Outcome::Day(..) | Outcome::Problems(_) => None,
    }
}

impl Filling<'_> {
    fn fields(&self) -> Vec<Field> {
        let steps = (self.table.steps)(self.scene, self.about, &self.answers);
        let fields = steps.into_iter().flat_map(|step| step.fields);
        fields
            .filter(|field| field.off(&self.answers).is_none())
            .collect()
    }

    fn is_wrong(&self, key: &FieldKey) -> bool {
        let steps = (self.table.steps)(self.scene, self.about, &self.answers);
        let errors = check(&steps, &self.answers, self.scene.calendar);
        if errors.iter().any(|error| error.key == *key) {
            return true;
        }
        let parsed = (self.table.parse)(self.scene, self.about, &self.answers);
        parsed.is_err_and(|errors| errors.iter().any(|error| error.key == *key))
    }

    fn answer(&mut self, field: &Field, dice: &mut Dice) {
        match &field.kind {
            Kind::Text(_) | Kind::Long(_) => self.write(&field.key, texts(dice), dice),
            Kind::Date => {
                let dates = ["+3d", "+29d", "+40d", "", "+1d"].map(ToOwned::to_owned);
                self.write(&field.key, dates.to_vec(), dice);
            }
            Kind::Number(least, most) | Kind::Length(_, least, most) => {
                let spread = usize::try_from((most - least).min(20)).unwrap();
                let number = least + u32::try_from(dice.below(spread + 1)).unwrap();
                self.write(&field.key, vec![number.to_string()], dice);
            }
            Kind::Toggle | Kind::Decision => {
                let toggled = Value::Toggle(Some(dice.chance(50)));
                self.answers.set(field.key.clone(), toggled);
            }
            Kind::Choice(rows) => {
                let chosen = (!rows.is_empty()).then(|| dice.pick(rows).value.clone());
                self.answers.set(field.key.clone(), Value::Choice(chosen));
            }
            Kind::Several(rows) => self.pick(&field.key, Amount::Many, rows, dice),
            Kind::Picker(amount, source) => {
                let rows = (source.0)(self.scene, self.about, &self.answers);
                self.pick(&field.key, *amount, &rows, dice);
            }
            Kind::Search(amount, finder) => {
                let rows = (finder.find)(self.scene, self.about, EVERYBODY);
                self.pick(&field.key, *amount, &rows, dice);
            }
        }
    }

    /// Writes the first text with which nothing is wrong, beginning somewhere.
    fn write(&mut self, key: &FieldKey, mut texts: Vec<String>, dice: &mut Dice) {
        let first = dice.below(texts.len());
        texts.rotate_left(first);
        for text in texts {
            let edit = Value::Text(TextEdit::new(&text));
            self.answers.set(key.clone(), edit);
            if !self.is_wrong(key) {
                return;
            }
        }
    }

    fn pick(&mut self, key: &FieldKey, amount: Amount, rows: &[Pick], dice: &mut Dice) {
        let wanted = match amount {
            Amount::One => 1,
            Amount::Many => *dice.pick(&[1, 1, 2, 3]),
        };
        let mut picked: Vec<Pick> = Vec::new();
        for _ in 0..wanted.min(rows.len()) {
            let row = dice.pick(rows).clone();
            if !picked.contains(&row) {
                picked.push(row);
            }
        }
        self.answers.set(key.clone(), Value::Picked(picked));
    }
}

/// Returns texts of which most fields take one.
fn texts(dice: &mut Dice) -> Vec<String> {
    let number = dice.next() % 100_000;
    vec![
        format!("Offer {number}"),
        format!("offer{number}@woodgrovebank.onmicrosoft.com"),
        format!("offer{number}.example"),
        format!("https://woodgrovebank.sharepoint.com/sites/offer{number}"),
        format!("offer{number}"),
        format!("(user.department -eq \"Offer {number}\")"),
        "Europe/Berlin".to_owned(),
        "department".to_owned(),
    ]
}
