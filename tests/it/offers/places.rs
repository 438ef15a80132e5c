//! Where somebody can stand: every screen about every object, and every row of its list.

use accessdesk::domain::authority::visible;
use accessdesk::domain::id::ObjectRef;
use accessdesk::ui::keymap::Spot;
use accessdesk::ui::scene::Scene;
use accessdesk::ui::screen::Screen;
use serde_json::Value;

use crate::support::random::Dice;

/// Returns a screen about another object of the same kind.
fn about(screen: Screen, object: ObjectRef) -> Screen {
    let mut written = serde_json::to_value(screen).unwrap();
    for id in written.as_object_mut().unwrap().values_mut() {
        *id = Value::from(object.guid().to_string());
    }
    serde_json::from_value(written).unwrap()
}

/// Picks a few of many.
pub(super) fn some<T: Copy>(dice: &mut Dice, all: &[T], most: usize) -> Vec<T> {
    if all.len() <= most {
        return all.to_vec();
    }
    let first = dice.below(all.len());
    let around = all.iter().cycle().skip(first);
    around.take(most).copied().collect()
}

/// Lists the screens that somebody may come to: those about no object, and of those about one the
/// ones whose object they see.
pub(super) fn screens(
    scene: &Scene<'_>,
    known: &[ObjectRef],
    dice: &mut Dice,
    most: usize,
) -> Vec<Screen> {
    let is_visible = |object: &ObjectRef| {
        let now = scene.calendar.now;
        scene.tenant().contains(*object) && visible(scene.tenant(), scene.persona, *object, now)
    };
    let mut screens = Vec::new();
    for screen in Screen::samples() {
        let Some(sample) = screen.object() else {
            screens.extend((screen != Screen::SignIn).then_some(screen));
            continue;
        };
        let same = known.iter().filter(|it| it.kind() == sample.kind());
        let seen: Vec<ObjectRef> = same.copied().filter(is_visible).collect();
        let chosen = some(dice, &seen, most).into_iter();
        screens.extend(chosen.map(|object| about(screen, object)));
    }
    screens
}

/// Lists the rows of a screen.
pub(super) fn rows(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let list = screen.page().body.list();
    list.map_or_else(Vec::new, |list| (list.objects)(scene, screen))
}

/// Returns the place where a row of a screen is selected, or none.
pub(super) const fn spot(screen: Screen, selected: Option<ObjectRef>) -> Spot {
    Spot {
        screen,
        selected,
        cell: None,
        marks: 0,
        first_marked: Vec::new(),
        explains: false,
        has_past: false,
        has_ahead: false,
        sends: None,
    }
}
