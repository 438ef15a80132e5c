//! Carries out what a key means.

use crate::domain::authority::right_for;
use crate::domain::command::{Command, DeskCommand, RequestCommand};
use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::layout::{self, Split, detail_room};
use crate::ui::list::Motion;
use crate::ui::modal::{Chooser, Confirm, Modal, Reading, Row};
use crate::ui::model::{Sent, Ui};
use crate::ui::msg::{Effect, Execution};
use crate::ui::notice::NoticeKind;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::reports;
use crate::ui::screen::my_access::available::excluded;
use crate::ui::screen::{Body, Screen, StackedPage, clock, walk, why};
use crate::ui::sign_in;
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Focus, Phrase};
use crate::ui::widget::detail;
use crate::ui::wording::guest::told;

/// Carries a step out and returns what is to be done outside.
#[expect(
    clippy::too_many_lines,
    reason = "a table: every step has its place in it"
)]
pub(super) fn take(ui: &mut Ui, step: Step, scene: &Scene<'_>) -> Vec<Effect> {
    match step {
        Step::Diagnose => return vec![Effect::Diagnose],
        Step::Redraw => return vec![Effect::Redraw],
        Step::Suspend => return vec![Effect::Suspend],
        Step::Leave => return vec![Effect::Quit],
        Step::Quit => return ui.quit(),
        Step::Execute(command, done) => return ui.execute(*command, Vec::new(), done, scene),
        Step::Acknowledge(command, read, done) => return ui.execute(*command, read, done, scene),
        Step::Turn(turn) => return vec![Effect::LookBack(turn)],
        Step::Explain => ui.explain(scene),
        Step::Operate(command, done) => return ui.send(Effect::Operate(*command), done, scene),
        Step::OperateAndGo(command, done, to) => return ui.go_with(*command, done, to, scene),
        Step::Foresee(commands) => return vec![Effect::Foresee(commands)],
        Step::Form(step) => return ui.step_form(step, scene),
        Step::Answer(answer) => return ui.answer(answer, scene),
        Step::Choose => return ui.choose(scene),
        Step::Mark => ui.mark(),
        Step::NextKind => ui.show_next_kind(scene),
        Step::Day(step) => ui.step_day(step, scene),
        Step::Members => ui.read_members(scene),
        Step::Back => ui.back(scene),
        Step::Go(screen) => ui.go(screen, scene),
        Step::GoTo(screen, object) => ui.go_to(screen, object, scene),
        Step::VisitPrevious => ui.visit_previous(scene),
        Step::VisitNext => ui.visit_next(scene),
        Step::Move(motion) => ui.move_through(motion, scene),
        Step::OtherPane => ui.other_pane(scene),
        Step::OpenTab(number) => ui.open_tab(number, scene),
        Step::Filter => ui.start_filter(scene),
        Step::List(step) => ui.step_list(step, scene),
        Step::Copy(what, object) => return ui.copy(what, object, scene),
        Step::Output => ui.ask_for_output(scene),
        Step::OnMarks(action) => return ui.act_on_marks(action, scene),
        Step::Bulk(batch) => return ui.run_batch(batch, scene),
        Step::KeepFilter => ui.filter = None,
        Step::OpenForm(table, about) => ui.open_form(table, about, scene),
        Step::TakeUp(draft) => ui.take_up(*draft, scene),
        Step::Ask(confirm) => ui.ask(confirm, scene),
        Step::AskRecommended(review) => ui.ask_recommended(review, scene),
        Step::MoveClock(command, to) => return vec![Effect::LookAhead(command, to)],
        Step::ClockDates => ui.modals.push(Modal::Month(Box::new(clock::dates(scene)))),
        Step::WhyNothing => ui.offer(excluded::packages(scene)),
        Step::AskWhy(package) => ui.offer(why::people(scene, package)),
        Step::AskReport(report) => ui.offer(reports::subjects(scene, report)),
        Step::Why(package, person) => return vec![why::explained(scene, package, person)],
        Step::Explained(read, of, whose) => return vec![Effect::FindWays(read, of, whose)],
        Step::Read(title, lines) => ui.read(Reading::new(title, lines)),
        Step::Offer(chooser) => ui.modals.push(Modal::Chooser(chooser)),
        Step::DropForm => drop(ui.modals.pop()),
        Step::KeepDraft => ui.keep_draft(scene),
        Step::Help => ui.open_help(scene),
        Step::Palette => ui.open_palette(scene),
        Step::Personas => ui.offer(sign_in::people(scene)),
        Step::Notices => ui.open_notices(),
    }
    Vec::new()
}

/// Says what undoing means once something was done: a switch of persona is passed over by it.
const fn kind_of(effect: &Effect) -> NoticeKind {
    if matches!(effect, Effect::Write(_)) {
        return NoticeKind::Told;
    }
    let Effect::Operate(command) = effect else {
        return NoticeKind::Done;
    };
    if matches!(command, DeskCommand::SwitchPersona(_)) {
        NoticeKind::Told
    } else if matches!(command, DeskCommand::Undo(_)) {
        NoticeKind::TakenBack
    } else {
        NoticeKind::Done
    }
}

impl Ui {
    /// Sends a command of somebody who has read the warnings with these codes.
    fn execute(
        &mut self,
        command: Command,
        acknowledge: Vec<String>,
        done: Safe,
        scene: &Scene<'_>,
    ) -> Vec<Effect> {
        let execution = Execution {
            acknowledge,
            ..Execution::new(command)
        };
        self.send(Effect::Execute(execution), done, scene)
    }

    /// Sends a command of the operator that leads to a screen.
    fn go_with(
        &mut self,
        command: DeskCommand,
        done: Safe,
        to: Screen,
        scene: &Scene<'_>,
    ) -> Vec<Effect> {
        let effects = self.send(Effect::Operate(command), done, scene);
        if let Some(sent) = self.sent.as_mut().filter(|_| !effects.is_empty()) {
            sent.leads_to = Some(to);
        }
        effects
    }

    /// Opens a list whose rows do something.
    fn offer(&mut self, rows: Chooser) {
        self.modals.push(Modal::Chooser(Box::new(rows)));
    }

    fn open_notices(&mut self) {
        let notices = self.notices.open();
        self.offer(notices);
    }

    /// Sends a command, one at a time.
    pub(super) fn send(&mut self, effect: Effect, done: Safe, scene: &Scene<'_>) -> Vec<Effect> {
        let looked = self.looked.take();
        if self.sent.is_some() {
            self.say(
                NoticeKind::Refused,
                "The command before is still under way.",
                scene,
            );
            return Vec::new();
        }
        let form = match self.modals.last() {
            Some(Modal::Form(form)) => Some(form),
            Some(_) | None => None,
        };
        let kind = kind_of(&effect);
        let mut done = done;
        let effect = match effect {
            Effect::Execute(execution) => {
                done = told(scene, &execution.command, &done);
                let about = match form {
                    Some(form) => form.about,
                    None => self.spot(scene).object().ok(),
                };
                let looked = form.map(|form| form.looked).or(looked);
                Effect::Execute(looked_at(scene, execution, about, looked))
            }
            other @ (Effect::Operate(_)
            | Effect::LookBack(_)
            | Effect::LookAhead(..)
            | Effect::Foresee(_)
            | Effect::FindWays(..)
            | Effect::Write(_)
            | Effect::Copy(_)
            | Effect::CopyRecord(_)
            | Effect::DropInput
            | Effect::Pause
            | Effect::Diagnose
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit) => other,
        };
        let from_form = form.is_some();
        self.sent = Some(Sent {
            kind,
            done,
            from_form,
            leads_to: None,
        });
        vec![effect]
    }

    /// Shows whether somebody sees and may request a package, and why.
    pub(super) fn read(&mut self, reading: Reading) {
        self.modals.push(Modal::Lines(Box::new(reading)));
    }

    /// Shows the checks that led to the last refusal.
    fn explain(&mut self, scene: &Scene<'_>) {
        if let Some((sentence, walk)) = self.notices.explained() {
            let mut lines = vec![DetailLine::text(sentence.as_str()), DetailLine::Gap];
            lines.push(DetailLine::heading("Every check, in order"));
            lines.extend(walk::checks(scene, walk));
            self.read(Reading::new("Why", lines));
        }
    }

    fn quit(&mut self) -> Vec<Effect> {
        let changed = |modal: &Modal| matches!(modal, Modal::Form(form) if form.is_changed());
        if !self.modals.iter().any(changed) {
            return vec![Effect::Quit];
        }
        let kept = "What was typed is kept as a draft and offered when the form is opened again.";
        let lines = vec![Phrase::plain(kept)];
        let confirm = Confirm::simple("Leave the program?", lines, "Leave", Step::Leave);
        self.modals.push(Modal::Confirm(Box::new(confirm)));
        Vec::new()
    }

    fn ask_to_discard(&mut self, title: &str, yes: &str, then: Step) {
        let lines = vec![Phrase::plain("What was typed into the form will be lost.")];
        let confirm = Confirm::simple(title, lines, yes, then);
        self.modals.push(Modal::Confirm(Box::new(confirm)));
    }

    /// Asks what becomes of a form that is left half filled; leaving the question goes on with it.
    fn offer_to_leave(&mut self) {
        let rows = vec![
            Row::step("Keep as a draft", "", Ok(Step::KeepDraft))
                .aside("offered when the form is opened again"),
            Row::step("Discard", "", Ok(Step::DropForm)).aside("what was typed is lost"),
        ];
        let list = Chooser::new("Leave the form half filled?", rows).saying("Esc goes on with it.");
        self.modals.push(Modal::Chooser(Box::new(list)));
    }

    /// Closes the form on top and keeps what was typed into it.
    fn keep_draft(&mut self, scene: &Scene<'_>) {
        if let Some(Modal::Form(form)) = self.modals.pop() {
            self.memory.keep_draft(&form, scene.persona);
            let text = "Kept as a draft; the form offers it when it is opened again.";
            self.say(NoticeKind::Told, text, scene);
        }
    }

    /// Goes one level back: top overlay, filter, detail, parent screen; never out of the program.
    fn back(&mut self, scene: &Scene<'_>) {
        if self.clear_search(scene) {
            return;
        }
        if let Some(top) = self.modals.last() {
            match top {
                // Answers for several objects are a draft of none of them.
                Modal::Form(form) if form.is_changed() && !form.others.is_empty() => {
                    self.ask_to_discard("Discard what was typed?", "Discard", Step::DropForm);
                }
                Modal::Form(form) if form.is_changed() => self.offer_to_leave(),
                Modal::Confirm(question) => {
                    let offered = question.offers().cloned();
                    if let Some(draft) = offered {
                        self.memory.keep_offered(draft);
                    }
                    self.modals.pop();
                }
                Modal::Form(_)
                | Modal::Chooser(_)
                | Modal::Picker(..)
                | Modal::Month(_)
                | Modal::Lines(..) => {
                    self.modals.pop();
                }
            }
            return;
        }
        if self.filter.take().is_some() {
            self.set_filter("", scene);
            return;
        }
        let page = self.page_mut(scene);
        if page.focus == Focus::Detail {
            page.focus = Focus::List;
        } else if page.list.marked_count() > 0 {
            self.unmark_all(scene);
        } else if !page.list.filter().is_empty() {
            self.set_filter("", scene);
        } else if let Some(parent) = (self.here.page().parent)(scene, self.here) {
            self.go(parent, scene);
        }
    }

    /// Forgets what was typed into the list on top, and tells whether anything was.
    fn clear_search(&mut self, scene: &Scene<'_>) -> bool {
        match self.modals.last_mut() {
            Some(Modal::Chooser(chooser) | Modal::Picker(_, chooser)) => chooser.clear(scene),
            Some(Modal::Month(month)) => month.clear(),
            Some(Modal::Form(_) | Modal::Confirm(_) | Modal::Lines(..)) | None => false,
        }
    }

    fn other_pane(&mut self, scene: &Scene<'_>) {
        let has_detail = self.spot(scene).selected.is_some();
        if has_detail && self.here.page().body.list().is_some() {
            let page = self.page_mut(scene);
            page.focus = match page.focus {
                Focus::List => Focus::Detail,
                Focus::Detail => Focus::List,
            };
        }
    }

    /// Moves the selection of the list, or scrolls the lines that have the focus.
    pub(super) fn move_in_page(&mut self, motion: Motion, page: usize, scene: &Scene<'_>) {
        let has_list = self.here.page().body.list().is_some();
        let state = self.page_mut(scene);
        if has_list && state.focus == Focus::List {
            state.list.step(motion, page);
        } else {
            let (last, page) = self.detail_end(scene);
            let state = self.page_mut(scene);
            state.scroll = motion.from(state.scroll.min(last), last + 1, page);
        }
    }

    /// Returns the line at which the end of the detail is in view, and how many lines are then.
    fn detail_end(&self, scene: &Scene<'_>) -> (usize, usize) {
        let (size, extra) = (self.size, self.extra(scene));
        let frames = self.preferences.frames;
        let (lines, room) = match &self.here.page().body {
            Body::Detail(lines) => (
                Some(self.here.lines(*lines, scene)),
                detail_room(size, extra, Split::One),
            ),
            Body::List(list) | Body::Stacked(StackedPage { list, .. }) => {
                let selected = self.spot(scene).selected;
                let lines = selected.map(|object| self.said_of(list, object, scene));
                let split = frames.split(self.sharing(scene));
                (lines, detail_room(size, extra, split))
            }
            Body::Matrix(matrix) => {
                let lines = self.cell(scene).map(|cell| (matrix.detail)(scene, cell));
                (lines, layout::matrix::detail_room(size, extra, frames))
            }
        };
        let lines = lines.unwrap_or_default();
        let page = usize::from(room.height);
        let lines = detail::height(&lines, room.width, frames);
        (lines.saturating_sub(page), page.max(1))
    }
}

/// Adds the revisions of the objects that were looked at: what the command needs its right over,
/// the policy it names, and what the form or the selection was about.
///
/// An object that has changed since the commit up to which somebody looked goes with that commit
/// in place of its revision, so that the one door refuses and says so.
pub(super) fn looked_at(
    scene: &Scene<'_>,
    execution: Execution,
    about: Option<ObjectRef>,
    looked: Option<u64>,
) -> Execution {
    let history = &scene.desk.history;
    let looked = looked.unwrap_or(history.seq);
    let (_, scope) = right_for(scene.tenant(), &execution.command);
    let policy = match &execution.command {
        Command::Request(RequestCommand::SubmitRequest(with)) => with.policy.map(ObjectRef::from),
        Command::Request(_)
        | Command::Directory(_)
        | Command::Object(_)
        | Command::Organization(_)
        | Command::Catalog(_)
        | Command::Extension(_)
        | Command::Role(_)
        | Command::Package(_)
        | Command::Approval(_)
        | Command::Delegation(_)
        | Command::Review(_) => None,
    };
    let mut seen: Vec<(ObjectRef, u64)> = Vec::new();
    for object in [scope, policy, about].into_iter().flatten() {
        let revision = history.revision(object);
        if revision > 0 && seen.iter().all(|(known, _)| *known != object) {
            seen.push((object, revision.min(looked)));
        }
    }
    Execution { seen, ..execution }
}
