//! Which columns of a table are shown, and how the cells of a line are divided among them.

use std::cmp::Reverse;

use crate::domain::text::Safe;
use crate::ui::view::{Cut, Head, Phrase, TableView};
use crate::ui::width;

/// A column of words narrower than this tells nothing and goes instead.
const LEAST: u16 = 8;
/// The same of addresses, which are cut in their middle.
const LEAST_ADDRESS: u16 = 12;
/// The same of what a row is known by; names beside it get as many before other words get more.
const LEAST_NAME: u16 = 16;
/// A column that wants no more than this holds dates or states, which are shown whole or not at all.
const WHOLE: u16 = 10;

/// How far a column grows beyond its wish for something long that stands in it.
const GROWS: u16 = 26;

/// How many cells of what a row is known by count where others are said in short for it.
const NAME_GROWS: u16 = 40;

/// A column that is shown: which one, where it starts and how many cells it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// Its place among all columns.
    pub column: usize,
    /// Its cells.
    pub width: u16,
    /// Whether its words are said in short.
    pub in_short: bool,
}

/// The cells that what stands in a column takes, its title included: said whole and in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Taken {
    whole: u16,
    short: u16,
}

fn taken(table: &TableView) -> Vec<Taken> {
    let heads = table.heads.iter().enumerate();
    heads
        .map(|(column, head)| {
            let cells = |title: &Safe, cells: fn(&Head, &Phrase) -> usize| {
                let rows = table.rows.iter().filter_map(|row| row.get(column));
                let widest = rows.map(|cell| cells(head, cell)).max();
                let taken = widest.unwrap_or(0).max(width::width(title.as_str()));
                u16::try_from(taken).unwrap_or(u16::MAX)
            };
            Taken {
                whole: cells(&head.title, |_, cell| width::width(cell.text.as_str())),
                short: cells(&head.in_short(), in_short),
            }
        })
        .collect()
}

/// Returns the cells that a cell takes where it is said in short.
fn in_short(head: &Head, cell: &Phrase) -> usize {
    let said = cell.short.as_ref().unwrap_or(&cell.text).as_str();
    match head.cut {
        Cut::Middle => width::address_width(said),
        Cut::End | Cut::Start | Cut::Late | Cut::Name => width::width(said),
    }
}

/// Divides the cells of a line among the columns that fit.
///
/// Where words would be cut, columns say in short what they can, those of a kind together and the
/// least important first, until nothing is cut any more; then whatever takes nothing from others is said
/// whole again.
pub(super) fn divide(table: &TableView, room: u16) -> Vec<Slot> {
    let taken = taken(table);
    let fitted = |shortened: &[u16]| {
        let words = Words {
            heads: &table.heads,
            taken: &taken,
            shortened,
        };
        words.fit(room)
    };
    let mut shortened: Vec<u16> = Vec::new();
    for kind in kinds(&table.heads, &taken) {
        if fitted(&shortened).1 == 0 {
            break;
        }
        shortened.push(kind);
    }
    for kind in shortened.clone() {
        let others: Vec<u16> = shortened
            .iter()
            .copied()
            .filter(|one| *one != kind)
            .collect();
        let (slots, lacking) = fitted(&others);
        let is_whole = slots.iter().all(|slot| {
            let head = table.heads.get(slot.column);
            let whole = taken.get(slot.column).map_or(0, |taken| taken.whole);
            head.is_none_or(|head| head.short != kind || whole <= slot.width)
        });
        if is_whole && lacking <= fitted(&shortened).1 {
            shortened = others;
        }
    }
    fitted(&shortened).0
}

/// Lists the kinds of words that can be said in short, by the cells that they then take, the least
/// important first.
fn kinds(heads: &[Head], taken: &[Taken]) -> Vec<u16> {
    let shorter = heads
        .iter()
        .zip(taken)
        .filter(|(_, taken)| taken.short < taken.whole);
    let mut kinds: Vec<(u8, u16)> = shorter
        .map(|(head, _)| (head.priority, head.short))
        .collect();
    kinds.sort_by_key(|(priority, _)| Reverse(*priority));
    let mut of_a_kind: Vec<u16> = Vec::new();
    for (_, kind) in kinds {
        if !of_a_kind.contains(&kind) {
            of_a_kind.push(kind);
        }
    }
    of_a_kind
}

/// What stands in the columns, some of it said in short.
struct Words<'a> {
    heads: &'a [Head],
    taken: &'a [Taken],
    shortened: &'a [u16],
}

impl Words<'_> {
    /// Returns the columns that fit, and how many cells their words lack.
    fn fit(&self, room: u16) -> (Vec<Slot>, u16) {
        let columns = self.heads.iter().zip(self.taken);
        let cells = columns.map(|(head, taken)| {
            if self.is_short(head) {
                taken.short
            } else {
                taken.whole
            }
        });
        let cells: Vec<u16> = cells.collect();
        let mut slots = fit(self.heads, &cells, room);
        let mut lacking: u16 = 0;
        for slot in &mut slots {
            let (Some(head), Some(cells)) = (self.heads.get(slot.column), cells.get(slot.column))
            else {
                continue;
            };
            slot.in_short = self.is_short(head);
            let most = if head.priority == 0 {
                NAME_GROWS
            } else {
                GROWS
            };
            let wanted = (*cells).min(head.width.max(most));
            lacking = lacking.saturating_add(wanted.saturating_sub(slot.width));
        }
        (slots, lacking)
    }

    fn is_short(&self, head: &Head) -> bool {
        head.short > 0 && self.shortened.contains(&head.short)
    }
}

/// Chooses the columns that fit, drops the least important first, and gives the rest away.
///
/// Which columns are shown does not depend on what stands in them; how wide they are does where not
/// all get what they want, so that no word is cut beside cells that nobody fills.
fn fit(heads: &[Head], taken: &[u16], room: u16) -> Vec<Slot> {
    let mut shown: Vec<usize> = (0..heads.len()).collect();
    let least = |column: &usize| heads.get(*column).map_or(0, least);
    let gaps = |shown: &[usize]| u16::try_from(shown.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let priority = |column: &usize| heads.get(*column).map_or(0, |head| head.priority);
    let is_spare = |column: &usize| heads.get(*column).is_some_and(Head::is_spare);
    let wish = |column: &usize| heads.get(*column).map_or(0, |head| head.width);
    let needed = |shown: &[usize]| -> u16 {
        let cells: u16 = if shown.iter().any(is_spare) {
            shown.iter().map(wish).sum()
        } else {
            shown.iter().map(least).sum()
        };
        cells.saturating_add(gaps(shown))
    };
    while shown.len() > 1 && needed(&shown) > room {
        let dropped = shown
            .iter()
            .enumerate()
            .max_by_key(|(place, column)| (priority(column), *place))
            .map_or(0, |(place, _)| place);
        shown.remove(dropped);
    }
    let fills = |column: &usize| taken.get(*column).copied().unwrap_or(0);
    let mut slots: Vec<Slot> = shown
        .iter()
        .map(|column| Slot {
            column: *column,
            width: least(column).min(fills(column)),
            in_short: false,
        })
        .collect();
    let used = slots.iter().map(|slot| slot.width).sum::<u16>() + gaps(&shown);
    share(heads, taken, &mut slots, room.saturating_sub(used));
    slots
}

/// Returns the fewest cells in which a column says something: never fewer than its title has.
fn least(head: &Head) -> u16 {
    let least = match (head.priority, head.cut) {
        _ if head.short > 0 => head.short,
        _ if head.width <= WHOLE => WHOLE,
        (0, _) => LEAST_NAME,
        (_, Cut::Middle) => LEAST_ADDRESS,
        (_, Cut::End | Cut::Start | Cut::Late | Cut::Name) => LEAST,
    };
    let title = if head.short > 0 {
        head.in_short()
    } else {
        head.title.clone()
    };
    let title = u16::try_from(width::width(title.as_str())).unwrap_or(u16::MAX);
    head.width.min(least.max(title).max(head.least))
}

/// Gives the cells that are left to states that would be cut, then to names up to [`LEAST_NAME`], then
/// to columns whose words would be cut, each as much of what it lacks as the others, then to those that are cut all the same because they
/// are very long, then to columns below their wish, then all of the rest to the widest.
fn share(heads: &[Head], taken: &[u16], slots: &mut [Slot], mut left: u16) {
    let wish = |slot: &Slot| heads.get(slot.column).map_or(0, |head| head.width);
    let whole = |slot: &Slot| taken.get(slot.column).copied().unwrap_or(0);
    let fills = |slot: &Slot| whole(slot).min(wish(slot).max(GROWS));
    let states = |slot: &Slot| match heads.get(slot.column).map(|head| head.cut) {
        Some(Cut::Late) => whole(slot).min(wish(slot)),
        Some(Cut::End | Cut::Middle | Cut::Start | Cut::Name) | None => 0,
    };
    let names = |slot: &Slot| match heads.get(slot.column).map(|head| head.cut) {
        Some(Cut::Name) => whole(slot).min(LEAST_NAME),
        Some(Cut::End | Cut::Middle | Cut::Start | Cut::Late) | None => 0,
    };
    let is_name = |slot: &Slot| {
        let head = heads.get(slot.column);
        head.is_some_and(|head| head.priority == 0)
    };
    level(slots, &states, &is_name, &mut left);
    level(slots, &names, &is_name, &mut left);
    level(slots, &fills, &is_name, &mut left);
    level(slots, &whole, &is_name, &mut left);
    complete(slots, &whole);
    level(slots, &wish, &is_name, &mut left);
    if let Some(widest) = slots.iter_mut().rev().max_by_key(|slot| wish(slot)) {
        widest.width = widest.width.saturating_add(left);
    }
}

/// What a name has counts for so many parts of what other columns have, so that it is cut least.
const NAME_COUNTS: (u32, u32) = (1, 2);

/// Gives cells one by one to the column that has the least of what it wants.
fn level(
    slots: &mut [Slot],
    wanted: &dyn Fn(&Slot) -> u16,
    is_name: &dyn Fn(&Slot) -> bool,
    left: &mut u16,
) {
    let (part, of) = NAME_COUNTS;
    let has = |slot: &Slot| {
        let counts = if is_name(slot) { part } else { of };
        u32::from(slot.width) * counts * 1_000 / u32::from(wanted(slot).max(1))
    };
    while *left > 0 {
        let lacking = slots
            .iter_mut()
            .filter(|slot| slot.width < wanted(slot))
            .min_by_key(|slot| has(slot));
        let Some(slot) = lacking else {
            return;
        };
        slot.width += 1;
        *left -= 1;
    }
}

/// A word that lacks no more cells than this is completed at the cost of one that lacks many.
const LITTLE: u16 = 2;
/// A column that lacks so many cells loses nothing that tells when it lacks one or two more.
const MANY: u16 = 6;

/// Takes cells from the column that lacks most for those that lack very few.
fn complete(slots: &mut [Slot], whole: &dyn Fn(&Slot) -> u16) {
    let lacks = |slot: &Slot| whole(slot).saturating_sub(slot.width);
    for place in 0..slots.len() {
        let lacking = slots.get(place).map_or(0, lacks);
        if lacking == 0 || lacking > LITTLE {
            continue;
        }
        let giver = slots.iter_mut().max_by_key(|slot| lacks(slot));
        let Some(giver) = giver.filter(|slot| lacks(slot) >= MANY && slot.width > LEAST_NAME)
        else {
            return;
        };
        giver.width -= lacking;
        if let Some(slot) = slots.get_mut(place) {
            slot.width += lacking;
        }
    }
}
