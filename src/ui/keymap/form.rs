//! The keys of forms; inside a text field only these and the editing keys act.
//!
//! What a key does to the field with the focus depends on what the field takes, so every kind of
//! field has a layer of its own above the one of all forms.

use crate::ui::action::Action;
use crate::ui::form::{FormState, FormStep, Kind};
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::scene::Reason;
use crate::ui::step::Step;

/// The layer of an open form; nothing lies below it but the way out.
pub const LAYER: Layer = Layer {
    name: "Forms",
    bindings: BINDINGS,
};

/// The layer of a form that has steps.
pub const WIZARD: Layer = Layer {
    name: "Steps",
    bindings: &[
        Binding::new(
            &[Chord::plain(KeyCode::PageDown)],
            Action::NextStep,
            "next step",
            Shown::Footer,
            |_, _| Ok(Step::Form(FormStep::NextStep)),
        ),
        STEP_BEFORE,
    ],
};

/// The layer of the last step, behind which there is none.
pub const LAST_STEP: Layer = Layer {
    name: "Steps",
    bindings: &[Binding {
        shown: Shown::Footer,
        ..STEP_BEFORE
    }],
};

const STEP_BEFORE: Binding = Binding::new(
    &[Chord::plain(KeyCode::PageUp)],
    Action::PreviousStep,
    "step before",
    Shown::Help,
    |_, _| Ok(Step::Form(FormStep::PreviousStep)),
);

/// The layer of a field whose values are in a list that opens.
pub const PICKER: Layer = Layer {
    name: "Field with a list",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "choose",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    )],
};

/// The layer of a field that holds a day.
pub const DATE: Layer = Layer {
    name: "Field with a date",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "month",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    )],
};

/// The layer of a field that is on or off.
pub const TOGGLE: Layer = Layer {
    name: "Field to switch",
    bindings: &[Binding::new(
        &[Chord::char(' ')],
        Action::Toggle,
        "switch",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Toggle)),
    )],
};

/// The layer of a field whose few values are all shown.
pub const CHOICE: Layer = Layer {
    name: "Field with choices",
    bindings: &[
        Binding::new(
            &[Chord::char(' '), Chord::plain(KeyCode::Right)],
            Action::Toggle,
            "next choice",
            Shown::Footer,
            |_, _| Ok(Step::Form(FormStep::Toggle)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::Left)],
            Action::MoveUp,
            "choice before",
            Shown::KeyOnly,
            |_, _| Ok(Step::Form(FormStep::ChoiceBefore)),
        ),
    ],
};

/// The layer of a field of several lines.
pub const LINES: Layer = Layer {
    name: "Field of several lines",
    bindings: &[Binding::new(
        &[Chord::One(Key::alt(KeyCode::Enter))],
        Action::NewLine,
        "new line",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::NewLine)),
    )],
};

/// The layer of the review that ends a wizard.
pub const REVIEW: Layer = Layer {
    name: "Review",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "go to field",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    )],
};

/// The layer of the line that tells of a problem of another step.
pub const AWAY: Layer = Layer {
    name: "Problem of another step",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "go there",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::There)),
    )],
};

/// The layer of a field whose group has another one before it.
pub const EARLIER: Layer = Layer {
    name: "Group with one before",
    bindings: &[Binding::new(
        &[Chord::One(Key::alt(KeyCode::Up))],
        Action::MoveEarlier,
        "move up",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Earlier)),
    )],
};

/// The layer of a field whose group has another one behind it.
pub const LATER: Layer = Layer {
    name: "Group with one behind",
    bindings: &[Binding::new(
        &[Chord::One(Key::alt(KeyCode::Down))],
        Action::MoveLater,
        "move down",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Later)),
    )],
};

/// The layer of a form or question that can affect people whom it does not name.
pub const AFFECTING: Layer = Layer {
    name: "What affects people",
    bindings: &[Binding::new(
        &[Chord::One(Key::alt(KeyCode::Char('a')))],
        Action::Affected,
        "affected",
        Shown::Footer,
        |scene, spot| {
            let sends = spot.sends.clone();
            let commands =
                sends.unwrap_or_else(|| Err(Reason::new("no form or question is open")))?;
            // Of many, those that are refused are left out, as they are when all are carried out.
            if let [only] = commands.as_ref() {
                scene.allows(only)?;
            }
            Ok(Step::Foresee(commands))
        },
    )],
};

/// Returns the key tables of an open form, what the field with the focus needs first.
pub fn layers(form: &FormState) -> Vec<Layer> {
    let field = if form.is_review() {
        Some(REVIEW)
    } else if form.is_on_line() {
        Some(AWAY)
    } else {
        form.editable().and_then(|field| of_field(&field.kind))
    };
    let wizard = (form.is_wizard() && !form.is_review()).then_some(WIZARD);
    let last = form.is_review().then_some(LAST_STEP);
    let affecting = form.can_affect().then_some(AFFECTING);
    let group = form.editable().and_then(|field| field.group);
    let can_move = |later| group.is_some_and(|group| group.can_move(later));
    let moves = [
        can_move(false).then_some(EARLIER),
        can_move(true).then_some(LATER),
    ];
    // The last are the first to go where the footer is narrow: nobody is stuck without them.
    let lines = form
        .editable()
        .filter(|field| matches!(field.kind, Kind::Long(_)));
    let own = field.into_iter().chain(wizard).chain([LAYER]);
    let moves = moves.into_iter().flatten().chain(last);
    let lines = lines.map(|_| LINES);
    own.chain(moves).chain(affecting).chain(lines).collect()
}

fn of_field(kind: &Kind) -> Option<Layer> {
    match kind {
        Kind::Several(_) | Kind::Picker(..) | Kind::Search(..) => Some(PICKER),
        Kind::Choice(_) if kind.opens_a_list() => Some(PICKER),
        Kind::Choice(_) | Kind::Decision => Some(CHOICE),
        Kind::Toggle => Some(TOGGLE),
        Kind::Date => Some(DATE),
        Kind::Long(_) | Kind::Text(_) | Kind::Number(..) | Kind::Length(..) => None,
    }
}

/// The label of the saving key, in place of which a form puts its own word.
pub const SAVE: &str = "save";

const BINDINGS: &[Binding] = &[
    Binding::new(
        &[Chord::ctrl('s')],
        Action::Save,
        SAVE,
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Save)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Tab), Chord::plain(KeyCode::Down)],
        Action::NextField,
        "field",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::NextField)),
    ),
    Binding::new(
        &[
            Chord::One(Key::shift(KeyCode::Tab)),
            Chord::plain(KeyCode::Up),
        ],
        Action::PreviousField,
        "field before",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::PreviousField)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "next field",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Escape)],
        Action::Back,
        "back",
        Shown::Footer,
        |_, _| Ok(Step::Back),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::F1)],
        Action::Help,
        "keys",
        Shown::Fixed,
        |_, _| Ok(Step::Help),
    ),
    Binding::new(
        &[Chord::One(Key::alt(KeyCode::Char('w')))],
        Action::WhyRefused,
        "why refused",
        Shown::Help,
        |_, spot| {
            let known = spot.explains.then_some(Step::Explain);
            known.ok_or_else(|| Reason::new("no rule has refused anything"))
        },
    ),
    Binding::new(
        &[Chord::ctrl('c')],
        Action::Quit,
        "quit",
        Shown::KeyOnly,
        |_, _| Ok(Step::Quit),
    ),
    Binding::new(
        &[Chord::ctrl('l')],
        Action::Redraw,
        "draw again",
        Shown::KeyOnly,
        |_, _| Ok(Step::Redraw),
    ),
];

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    #[test]
    fn footer_names_the_keys_of_the_field_with_the_focus() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").expect_no("Space switch");
        desk.press("tab").expect("Alt-Enter new line");
        desk.press("tab").expect("Space switch");
        let mut desk = Rehearsal::new(Screen::Users);
        desk.press("n tab tab").expect("Space next choice");
        desk.press("tab tab tab tab").expect("Enter choose");
    }

    #[test]
    fn wizard_shows_how_it_goes_on_and_its_review_how_it_goes_back() {
        let mut desk = Rehearsal::new(Screen::Packages);
        desk.press("n").expect("PgDn next step");
        desk.press("pagedown pagedown pagedown pagedown pagedown pagedown");
        desk.expect("[>] Review").expect("Enter go to field");
    }

    #[test]
    fn problems_and_help_are_readable_to_the_end_and_hidden_fields_announced() {
        let mut desk = Rehearsal::new(Screen::Users);
        desk.press("n")
            .expect("Display name *")
            .expect(" * required ");
        desk.type_text("kim").press("tab");
        desk.expect("is not a sign-in name such")
            .expect("ana@woodgrovebank.onmicrosoft.com")
            .expect_no("\u{2026}");
        let mut wizard = Rehearsal::new(Screen::Packages);
        wizard
            .press("n pagedown pagedown")
            .expect("more below, Tab");
    }
}
