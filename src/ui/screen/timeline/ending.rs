//! How a request ends or ended: what was delivered, tried again, denied or taken back.

use crate::domain::id::Person;
use crate::domain::request::{DenialReason, RequestState};
use crate::domain::time::Timestamp;
use crate::ui::screen::timeline::{Teller, outcome};
use crate::ui::view::{DetailLine, Moment};
use crate::ui::wording;

impl Teller<'_> {
    /// Tells of deliveries of which something failed, and who had them tried again.
    pub(super) fn tries(&self) -> Vec<DetailLine> {
        let tries = self.request.progress.reprocessed.iter();
        tries
            .map(|again| {
                let by = self.person(again.by);
                let before = again.was.label().to_lowercase();
                let note = format!("by {by}, after \"{before}\"");
                self.line(Moment::Past, Some(again.at), "Tried again", &note)
            })
            .collect()
    }

    /// Tells how the request ends or ended, and how its access does.
    pub(super) fn ending(&self) -> Vec<DetailLine> {
        let at = self.request.progress.completed_date_time;
        match self.request.progress.state {
            RequestState::Submitted
            | RequestState::WaitingForCallback { .. }
            | RequestState::PendingApproval { .. } => {
                let (start, end) = wording::period(self.scene, self.request);
                let start = Some(start).filter(|start| *start > self.scene.calendar.now);
                let mut lines = vec![self.delivery(Moment::Future, start)];
                lines.push(self.end(Moment::Future, end));
                lines
            }
            RequestState::Scheduled { start } => {
                let (_, end) = wording::period(self.scene, self.request);
                let end = self.end(Moment::Future, end);
                vec![self.delivery(Moment::Present, Some(start)), end]
            }
            RequestState::Delivering => vec![self.delivering()],
            RequestState::Delivered => self.delivered(Moment::Past, "Delivered", at),
            RequestState::PartiallyDelivered => self.delivered(Moment::Partly, "Partly given", at),
            RequestState::DeliveryFailed(failure) => {
                let why = wording::failed(self.scene, failure);
                vec![self.line(Moment::Failed, at, "Delivery failed", &why)]
            }
            RequestState::Denied(DenialReason::PeriodOver) => {
                vec![self.line(Moment::Denied, at, "Denied", wording::PERIOD_OVER)]
            }
            RequestState::Denied(
                DenialReason::Approver
                | DenialReason::CustomExtension
                | DenialReason::ApprovalTimedOut,
            ) => {
                vec![self.line(Moment::Past, at, "Ended", "nothing was given")]
            }
            RequestState::Canceled => {
                let note = match self.request.progress.canceled_by {
                    Some(person) => format!("by {}; nothing was given", self.person(person)),
                    None => "nothing was given".to_owned(),
                };
                vec![self.line(Moment::Past, at, "Canceled", &note)]
            }
        }
    }

    /// Says what a delivery waits for that is under way.
    fn delivering(&self) -> DetailLine {
        let note = "waits until the guest accepts the invitation";
        self.line(Moment::Present, None, "Delivery", note)
    }

    fn delivery(&self, moment: Moment, at: Option<Timestamp>) -> DetailLine {
        let gives = wording::gives_in_short(self.scene, self.request.access_package);
        self.line(moment, at, "Delivery", &gives)
    }

    fn end(&self, moment: Moment, at: Option<Timestamp>) -> DetailLine {
        let note = if at.is_some() {
            "access is taken back"
        } else {
            "access does not end by itself"
        };
        self.line(moment, at, "Ends", note)
    }

    /// Returns when the access that the request is about ends.
    fn held_until(&self) -> Option<Timestamp> {
        let held = self.request.progress.assignment?;
        self.scene.tenant().find_assignment(held)?.progress.end
    }

    /// Says what the review found that took the access back.
    fn reviewed(&self) -> Option<String> {
        let tenant = self.scene.tenant();
        let account = tenant.account_of(self.request.target)?;
        let item = tenant.review_items.find((self.request.review?, account))?;
        Some(match item.reviewed_by {
            Some(by) => {
                let by = self.person(Person::User(by));
                format!("{by} denied it in an access review")
            }
            None => "nobody answered the access review".to_owned(),
        })
    }

    fn ended(&self, at: Timestamp) -> DetailLine {
        let tenant = self.scene.tenant();
        let mut removals = tenant.index.revocations_of.of(self.request.id);
        let removal = removals.next().and_then(|id| tenant.find_request(*id));
        let note = removal
            .and_then(|removal| self.revocation(removal))
            .unwrap_or_else(|| "access was taken back".to_owned());
        self.line(Moment::Past, Some(at), "Ended", &note)
    }

    fn delivered(&self, moment: Moment, what: &str, at: Option<Timestamp>) -> Vec<DetailLine> {
        if self.request.request_type.is_extension() {
            let end = self.held_until();
            let note = end.map_or_else(
                || "access does not end by itself".to_owned(),
                |end| format!("access lasts until {}", self.scene.calendar.instant(end)),
            );
            return vec![self.line(moment, at, "Extended", &note)];
        }
        if !self.request.request_type.is_add() {
            let note = self
                .reviewed()
                .or_else(|| self.revocation(self.request))
                .unwrap_or_else(|| "access was taken back".to_owned());
            return vec![self.line(moment, at, "Removed", &note)];
        }
        let held = self.request.progress.assignment;
        let held = held.and_then(|id| self.scene.tenant().find_assignment(id));
        let (gives, failed) = outcome::of(self.scene, self.request, held);
        let mut lines = vec![self.line(moment, at, what, &gives)];
        let failed = failed.iter();
        lines.extend(failed.map(|role| self.line(Moment::Aside, None, "not given", role)));
        if let Some(held) = held {
            lines.push(match held.progress.expired_date_time {
                Some(ended) => self.ended(ended),
                None => self.end(Moment::Future, held.progress.ends()),
            });
        }
        lines
    }
}
