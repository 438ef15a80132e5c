//! A month to choose a day from: for the date fields of forms, and for whatever else needs a day.
//!
//! Which days can be chosen is not decided here: whoever opens the month says it of each day, and the
//! same answer greys the day and refuses it.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

use crate::domain::text::Safe;
use crate::domain::typed_date;
use crate::domain::typed_moment::{self, TypedMoment};
use crate::ui::form::field::opaque;
use crate::ui::form::text_edit::{Breaks, TextEdit};
use crate::ui::form::{FieldKey, FormState};
use crate::ui::key::{Held, Key, KeyCode};
use crate::ui::scene::{Reason, Scene};
use crate::ui::step::Step;
use crate::ui::view::{DayView, InputView, MonthView};

/// How many days from today on are tried to begin with one that can be chosen.
const TRIED: usize = 60;
/// The years whose days can be typed.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9999;

/// Says what choosing a day, or a time of it, does, or why it does nothing.
#[derive(Clone, Copy)]
pub struct OnMoment(pub fn(&Scene<'_>, TypedMoment) -> Result<Step, Reason>);

opaque! { OnMoment }

/// What a chosen day is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// It goes into a field of the form below, which stands so.
    Field(FieldKey, Box<FormState>),
    /// Something is done with it.
    Act(OnMoment),
}

impl Aim {
    /// Tells whether a time of the day can be typed, too.
    const fn takes_times(&self) -> bool {
        match self {
            Self::Field(..) => false,
            Self::Act(_) => true,
        }
    }
}

/// A way to move through the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayStep {
    /// To the day before.
    DayBefore,
    /// To the day after.
    DayAfter,
    /// To the same day of the week before.
    WeekBefore,
    /// To the same day of the week after.
    WeekAfter,
    /// To the same day of the month before, or its last one.
    MonthBefore,
    /// To the same day of the month after, or its last one.
    MonthAfter,
}

impl DayStep {
    fn from(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::DayBefore => day.pred_opt(),
            Self::DayAfter => day.succ_opt(),
            Self::WeekBefore => day.checked_sub_days(Days::new(7)),
            Self::WeekAfter => day.checked_add_days(Days::new(7)),
            Self::MonthBefore => day.checked_sub_months(Months::new(1)),
            Self::MonthAfter => day.checked_add_months(Months::new(1)),
        }
    }
}

/// An open month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    title: Safe,
    aim: Aim,
    day: NaiveDate,
    /// The time of the day that was typed, if one was.
    time: Option<NaiveTime>,
    typed: TextEdit,
    /// Why each day of the month cannot be chosen, where it cannot.
    faults: Vec<Option<Safe>>,
}

impl Month {
    /// Opens the month of a day; without one, of the next day that can be chosen.
    pub fn open(
        title: impl Into<Safe>,
        aim: Aim,
        day: Option<NaiveDate>,
        scene: &Scene<'_>,
    ) -> Self {
        let today = scene.calendar.today();
        let mut month = Self {
            title: title.into(),
            aim,
            day: today,
            time: None,
            typed: TextEdit::default(),
            faults: Vec::new(),
        };
        let mut near = today.iter_days().take(TRIED);
        let possible = || near.find(|day| month.fault(*day, None, scene).is_none());
        let day = day.or_else(possible).unwrap_or(today);
        month.day = day;
        month.judge(scene);
        month
    }

    /// Says why a day, or a time of it, cannot be chosen.
    fn fault(&self, day: NaiveDate, time: Option<NaiveTime>, scene: &Scene<'_>) -> Option<Safe> {
        match &self.aim {
            Aim::Field(key, form) => form.fault_of_day(key, day, scene),
            Aim::Act(act) => {
                let moment = TypedMoment { day, time };
                (act.0)(scene, moment).err().map(|reason| reason.0)
            }
        }
    }

    /// Reads what was typed.
    fn read(&self, scene: &Scene<'_>) -> Result<TypedMoment, String> {
        let typed = self.typed.text();
        if self.aim.takes_times() {
            let moment = typed_moment::parse(typed, scene.calendar.clock());
            moment.map_err(|error| error.to_string())
        } else {
            let day = typed_date::parse(typed, scene.calendar.today());
            let moment = day.map(|day| TypedMoment { day, time: None });
            moment.map_err(|error| error.to_string())
        }
    }

    /// Says which day or moment is selected, and in which zone.
    fn echo(&self, day: NaiveDate, time: Option<NaiveTime>, scene: &Scene<'_>) -> Safe {
        let calendar = scene.calendar;
        let at = match time {
            Some(time) => calendar.at(day, time),
            None => Some(calendar.start_of(day)),
        };
        match at.filter(|_| self.aim.takes_times()) {
            Some(at) => calendar.echo_instant(at),
            None => calendar.echo(day),
        }
    }

    /// Lists the days of the month.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let first = self.day.with_day(1).unwrap_or(self.day);
        let month = first.month();
        first
            .iter_days()
            .take_while(move |day| day.month() == month)
    }

    /// Asks of every day of the month whether it can be chosen.
    fn judge(&mut self, scene: &Scene<'_>) {
        let days: Vec<NaiveDate> = self.days().collect();
        let faults = days.into_iter().map(|day| self.fault(day, None, scene));
        self.faults = faults.collect();
    }

    fn go(&mut self, day: NaiveDate, scene: &Scene<'_>) {
        if !YEARS.contains(&day.year()) {
            return;
        }
        let other = (day.year(), day.month()) != (self.day.year(), self.day.month());
        self.day = day;
        if other {
            self.judge(scene);
        }
    }

    /// Moves through the days and forgets what was typed.
    pub fn step(&mut self, step: DayStep, scene: &Scene<'_>) {
        self.clear();
        if let Some(day) = step.from(self.day) {
            self.go(day, scene);
        }
    }

    /// Selects a day of the month by its number.
    pub fn select(&mut self, number: u32, scene: &Scene<'_>) {
        self.clear();
        if let Some(day) = self.day.with_day(number) {
            self.go(day, scene);
        }
    }

    /// Takes a key if a date is typed with it, and tells whether it did.
    pub fn press(&mut self, key: Key, scene: &Scene<'_>) -> bool {
        let empty = self.typed.text().is_empty();
        let types = match (key.code, key.held) {
            (KeyCode::Char(c), Held::Nothing) => self.takes(c) && !(empty && c == ' '),
            (KeyCode::Backspace, Held::Nothing) => true,
            (KeyCode::Char(c), Held::Control) => matches!(c, 'u' | 'w' | 'z'),
            (_, Held::Nothing | Held::Control | Held::Alt | Held::Shift) => false,
        };
        let taken = types && self.typed.press(key);
        if taken {
            self.follow(scene);
        }
        taken
    }

    /// Tells whether a character occurs in what can be typed.
    const fn takes(&self, c: char) -> bool {
        is_typed_in_dates(c) || (c == ':' && self.aim.takes_times())
    }

    /// Puts pasted text behind what was typed.
    pub fn paste(&mut self, text: &str, scene: &Scene<'_>) {
        self.typed.paste(text, Breaks::Refused);
        self.follow(scene);
    }

    /// Goes to the day that was typed, as soon as it is one.
    fn follow(&mut self, scene: &Scene<'_>) {
        let read = self.read(scene).ok();
        self.time = read.and_then(|moment| moment.time);
        if let Some(moment) = read {
            self.go(moment.day, scene);
        }
    }

    /// Forgets what was typed, and tells whether anything was.
    pub fn clear(&mut self) -> bool {
        self.time = None;
        !std::mem::take(&mut self.typed).text().is_empty()
    }

    /// Returns the selected day with the time typed, or why it cannot be chosen.
    pub fn chosen(&self, scene: &Scene<'_>) -> Result<TypedMoment, Safe> {
        let typed = self.typed.text();
        if !typed.trim().is_empty() {
            self.read(scene)
                .map_err(|error| Safe::line(&format!("\"{typed}\" {error}")))?;
        }
        let (day, time) = (self.day, self.time);
        match (self.fault(day, time, scene), time) {
            (Some(fault), None) => Err(format!("{day} {fault}").into()),
            (Some(fault), Some(time)) => {
                let time = time.format("%H:%M");
                Err(format!("{day} {time} {fault}").into())
            }
            (None, _) => Ok(TypedMoment { day, time }),
        }
    }

    /// Returns what a chosen day is for.
    pub fn into_aim(self) -> Aim {
        self.aim
    }

    /// Returns what is drawn.
    pub fn view(&self, scene: &Scene<'_>) -> MonthView {
        let today = scene.calendar.today();
        let faults = self.faults.iter().chain(std::iter::repeat(&None));
        let first = self.day.with_day(1).unwrap_or(self.day);
        let days = self.days().zip(faults).map(|(day, fault)| {
            let is_selected = day == self.day;
            let time = self.time.filter(|_| is_selected);
            DayView {
                number: day.day(),
                name: self.echo(day, time, scene),
                is_today: day == today,
                is_selected,
                fault: match time {
                    Some(_) => self.fault(day, time, scene),
                    None => fault.clone(),
                },
            }
        });
        let hint = if self.aim.takes_times() {
            "or type it: +30d, fri 9:00, 14:30"
        } else {
            "or type it: +30d, fri, 31 mar"
        };
        let typed = self.typed.text();
        MonthView {
            title: self.title.clone(),
            name: first.format("%B %Y").to_string().into(),
            blank: first.weekday().num_days_from_monday(),
            days: days.collect(),
            hint: hint.into(),
            typed: (!typed.is_empty()).then(|| InputView::Text {
                text: Safe::line(typed),
                before: Safe::line(&self.typed.before_cursor()),
                counter: None,
                expects: 0,
            }),
        }
    }
}

/// Tells whether a character occurs in dates as people type them.
const fn is_typed_in_dates(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | ' ')
}

#[cfg(test)]
mod tests {
    use crate::ui::layout::Size;
    use crate::ui::msg::Msg;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    /// The requestor is about to say from when to when they want a package, for 30 days at most.
    fn asking() -> Rehearsal {
        let mut desk = tutorial(|policy| {
            policy["requestApprovalSettings"] = serde_json::json!({});
        });
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter tab space tab");
        desk
    }

    #[test]
    fn enter_on_a_date_field_opens_a_month_that_arrows_walk_through() {
        let mut desk = asking();
        desk.expect("Enter month").press("enter");
        desk.expect("*Starts on").expect("March 2026");
        desk.expect("Mo   Tu   We   Th   Fr   Sa   Su");
        desk.expect("Sun 2026-03-01, UTC");
        desk.press("down right").expect("Mon 2026-03-09, UTC");
        desk.press("up left").expect("Sun 2026-03-01, UTC");
        desk.press("pagedown").expect("April 2026");
        desk.expect("Wed 2026-04-01, UTC").press("pageup enter");
        desk.expect_no("*Starts on").expect("2026-03-01");
    }

    #[test]
    fn days_that_the_field_would_refuse_are_greyed_and_say_why() {
        let mut desk = asking();
        desk.press("enter left").expect(">28-");
        desk.expect("lies in the past").press("enter");
        desk.expect("Not possible: 2026-02-28 lies in the past");
        desk.press("esc tab enter").expect("*Expires on");
        desk.type_text("+31d").expect("> 1-");
        desk.expect("is later than the policy allows")
            .expect("2026-03-31 is the latest");
        desk.press("left").expect_no("is later").press("enter");
        desk.expect("2026-03-31").press("Ctrl-S");
        desk.expect("Requested \"Test package\"");
    }

    #[test]
    fn a_date_typed_over_the_month_is_gone_to_and_nonsense_is_not_chosen() {
        let mut desk = asking();
        desk.press("enter").type_text("fri");
        desk.expect("Fri 2026-03-06, UTC").press("Ctrl-U");
        desk.type_text("soon").press("enter");
        desk.expect("Not possible: \"soon\" is no date such as");
        desk.press("esc").expect("*Starts on").press("esc");
        desk.expect_no("*Starts on").expect("today");
    }

    #[test]
    fn the_month_names_its_keys_and_takes_clicks() {
        let mut desk = asking();
        desk.press("enter").expect("PgDn next month");
        desk.expect("? keys").press("?");
        desk.expect("month before").press("esc");
        desk.click("12", 1).expect(">12");
        desk.click("13", 2).expect_no("*Starts on");
        desk.expect("2026-03-13");
    }

    #[test]
    fn the_smallest_screen_shows_a_whole_month_that_begins_on_a_sunday() {
        let mut desk = asking();
        desk.tell(Msg::Resize(Size::LEAST));
        desk.press("enter left enter").expect("Not possible: ");
        desk.press("right").expect(" 30").expect("Sun 2026-03-01");
    }
}
