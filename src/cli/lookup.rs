//! `list`, `show` and `why`: the same questions as on lines, written as arguments.

use serde_json::{Map, Value, json};

use crate::cli::failure::Failure;
use crate::cli::readable::readable;
use crate::cli::{General, List, Show, Why, acting, opening, print};
use crate::script::query::as_csv;
use crate::script::{Line, Session};
use crate::store::Access;

/// Lists rows.
pub(super) fn list(general: &General, with: &List) -> Result<u8, Failure> {
    let mut line = Map::from_iter([("list".to_owned(), json!(with.kind))]);
    if !with.filters.is_empty() {
        line.insert("where".to_owned(), Value::Object(fields(&with.filters)?));
    }
    for (name, value) in [
        ("search", with.search.as_ref().map(|text| json!(text))),
        ("sort", with.sort.as_ref().map(|text| json!(text))),
        ("limit", with.limit.map(|limit| json!(limit))),
        ("after", with.after.as_ref().map(|text| json!(text))),
    ] {
        line.extend(value.map(|value| (name.to_owned(), value)));
    }
    if !with.csv {
        return answer(general, line);
    }
    if general.json {
        let both = "--csv and --json are two ways to print one answer";
        return Err(Failure::usage(both, "leave one of them out"));
    }
    let answer = asked(general, line)?;
    let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
    print(&as_csv(&with.kind, &answer).unwrap_or_default())?;
    Ok(0)
}

/// Shows one object.
pub(super) fn show(general: &General, with: &Show) -> Result<u8, Failure> {
    let mut line = Map::from_iter([("show".to_owned(), json!(with.kind))]);
    line.extend(with.of.as_ref().map(|of| ("of".to_owned(), json!(of))));
    answer(general, line)
}

/// Explains a verdict; a verdict of no ends with 0 as well, since the question was answered.
pub(super) fn why(general: &General, with: &Why) -> Result<u8, Failure> {
    let line = Map::from_iter([
        ("why".to_owned(), json!(with.kind)),
        ("with".to_owned(), Value::Object(fields(&with.fields)?)),
    ]);
    answer(general, line)
}

/// Takes `field=value` arguments apart; `true`, `false` and several values of a field are known.
fn fields(arguments: &[String]) -> Result<Map<String, Value>, Failure> {
    let mut fields: Map<String, Value> = Map::new();
    for argument in arguments {
        let (name, text) = argument.split_once('=').ok_or_else(|| {
            Failure::usage(
                format!("{argument:?} is not of the form field=value"),
                "write for example state=delivered",
            )
        })?;
        let value = match text {
            "true" => json!(true),
            "false" => json!(false),
            text => json!(text),
        };
        match fields.get_mut(name) {
            None => {
                fields.insert(name.to_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    Ok(fields)
}

fn answer(general: &General, line: Map<String, Value>) -> Result<u8, Failure> {
    let mut answer = asked(general, line)?;
    if general.json {
        answer.push('\n');
        print(&answer)?;
    } else {
        print(&readable(&answer))?;
    }
    Ok(0)
}

/// Asks, and returns the answer as JSON.
fn asked(general: &General, line: Map<String, Value>) -> Result<String, Failure> {
    let line = Line::read(&Value::Object(line).to_string())?;
    if general.persona.is_none() {
        return Err(Failure::usage(
            "nobody asks",
            "say who does with --persona, such as --persona ana@contoso.com",
        ));
    }
    let mut engine = opening::open(general, Access::ReadOnly)?;
    let persona = acting::persona(general, engine.tenant());
    let mut session = Session::new(&mut engine, persona);
    session
        .perform(1, &line)
        .map_err(|trouble| Failure::of_line(trouble, session.engine().tenant()))
}
