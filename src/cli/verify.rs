//! `verify`: checks the files of the store and the invariants of what they hold.

use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::{General, opening, print};
use crate::domain::invariant::{self, Historian, Violation};
use crate::domain::tenant::Tenant;
use crate::domain::text::Safe;
use crate::domain::text::counting::counted;
use crate::store::fs::RealFs;
use crate::store::manifest::Manifest;
use crate::store::verify;

/// The exit code for damage.
const DAMAGED: u8 = 3;

/// Checks the store and says what was found.
pub(super) fn verify(general: &General) -> Result<u8, Failure> {
    let path = opening::store(general)?;
    let earlier = Manifest::of(&RealFs, &path)?.last_earlier_commit();
    let mut historian = Historian::after(earlier);
    let checked = verify::verify_before(Some(&mut historian), &RealFs, &path)?;
    let tenant = &checked.desk.tenant;
    let violations: Vec<String> = historian
        .violations()
        .iter()
        .chain(&invariant::check_all(tenant))
        .map(|violation| sentence(tenant, violation))
        .collect();
    let findings: Vec<String> = checked.findings.iter().map(ToString::to_string).collect();
    let code = if violations.is_empty() {
        checked.exit_code()
    } else {
        DAMAGED
    };
    if general.json {
        let answer = json!({
            "ok": code == 0,
            "store": checked.manifest.id.to_string(),
            "seq": checked.head.seq,
            "hash": checked.head.hash.to_string(),
            "findings": findings,
            "violations": violations,
        });
        let line = crate::script::output::to_line(&answer)
            .map_err(|error| Failure::Output(error.into()))?;
        print(&format!("{line}\n"))?;
        return Ok(code);
    }
    let verdict = match code {
        0 => "sound",
        DAMAGED => "damaged",
        _ => "complete, but in need of care",
    };
    let (seq, hash) = (checked.head.seq, checked.head.hash);
    let lines: Vec<String> = findings
        .iter()
        .chain(&violations)
        .map(|line| Safe::line(line).to_string())
        .chain([format!(
            "{verdict}: {}, head {hash}",
            counted(seq, "commit")
        )])
        .collect();
    print(&format!("{}\n", lines.join("\n")))?;
    Ok(code)
}

/// Says what does not hold, of what, and since which commit.
fn sentence(tenant: &Tenant, violation: &Violation) -> String {
    let commit = violation.commit.map(|seq| format!("commit {seq}: "));
    let object = violation.object.map(|object| {
        let name = tenant.name_of(object).unwrap_or_default();
        format!("{} \"{name}\" ({}): ", object.kind().word(), object.guid())
    });
    let (commit, object) = (commit.unwrap_or_default(), object.unwrap_or_default());
    format!("{commit}{object}{}", violation.rule)
}
