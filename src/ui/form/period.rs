//! What is wrong with a period, or with a new end, by the rules that would refuse it.

use crate::domain::assignment::Assignment;
use crate::domain::decide::{extension, schedule};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::time::{Expiration, Schedule, Timestamp};
use crate::domain::walk::Silent;
use crate::ui::form::{FieldKey, Reader};
use crate::ui::scene::Scene;

/// Notes that a period begins too early, or ends before it begins, and tells whether it is sound.
pub(super) fn lies_ahead(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    (starts, ends): (&FieldKey, &FieldKey),
    (start, end): (Option<Timestamp>, Option<Timestamp>),
) -> bool {
    let now = scene.calendar.now;
    let judged = |end| {
        let start = start.unwrap_or(now);
        schedule::lies_ahead(scene.tenant(), (start, end), now, &mut Silent)
    };
    let begins = judged(None).is_ok();
    if !begins {
        read.refuse(starts, "lies in the past; today is the earliest");
    }
    let ended = matches!(
        judged(end),
        Err(Refusal::Request(RequestRefusal::EndBeforeStart { .. }))
    );
    if ended {
        read.refuse(ends, "is before the start");
    }
    begins && !ended
}

/// Notes that a period lasts longer than a policy lets it, or begins after it has ended.
pub(super) fn within_policy(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    (starts, ends): (&FieldKey, &FieldKey),
    (policy, wanted): (&AssignmentPolicy, Schedule),
) {
    let now = scene.calendar.now;
    let judged = schedule::fits(scene.tenant(), policy, wanted, now, &mut Silent);
    if let Err(Refusal::Request(RequestRefusal::ExceedsPolicy { latest, .. })) = judged {
        let over = wanted.start_date_time.is_some_and(|start| start >= latest);
        too_late(scene, read, if over { starts } else { ends }, latest);
    }
}

/// Notes that a new end is no later than the present one, or later than the policy allows.
pub(super) fn moves_forward(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    ends: &FieldKey,
    of: (&AssignmentPolicy, &Assignment),
    end: Timestamp,
) {
    let (now, wanted) = (scene.calendar.now, Expiration::At(end));
    let judged = extension::fits(scene.tenant(), of, wanted, now, &mut Silent);
    let Err(Refusal::Request(refusal)) = judged else {
        return;
    };
    if let RequestRefusal::ExtensionPastPolicyEnd { latest, .. } = refusal {
        too_late(scene, read, ends, latest);
    } else if let Some(present) = of.1.progress.end {
        let day = scene.calendar.day(present);
        read.refuse(ends, &format!("is no later than the present end, {day}"));
    }
}

fn too_late(scene: &Scene<'_>, read: &mut Reader<'_>, key: &FieldKey, latest: Timestamp) {
    let day = scene.calendar.day(latest);
    let text = format!("is later than the policy allows; {day} is the latest");
    read.refuse(key, &text);
}
