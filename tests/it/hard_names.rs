//! Names as long as they may be, wide ones, ones that run from right to left and ones made of marks:
//! every list and every page shows them inside its lines, at every size.

use accessdesk::script::Sample;
use accessdesk::ui::width::width as cells;
use serde_json::json;

use crate::support::desk::Desk;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

/// Where names are listed, shown, asked about and edited; `home` and `end` reach whichever row has
/// the name.
const PLACES: &[&str] = &[
    "g h",
    "g c end",
    "g c home enter",
    "g c end enter",
    "g c end enter 2",
    "g c end enter 3",
    "g c end enter 6",
    "g c home enter 6",
    "g c end e",
    "g p",
    "g p enter",
    "g p enter 2",
    "g p enter 3",
    "g p enter 3 e",
    "g p enter 5",
    "g p enter 6",
    "g p w",
    "g p e",
    "g r",
    "g r enter",
    "g a",
    "g a x",
    "g e",
    "g w",
    "g w w",
    "g u end",
    "g u home",
    "g u end enter",
    "g u home enter",
    "g u home enter 2",
    "g u home enter 3",
    "g u end d",
    "g u 2",
    "g u 2 enter",
    "g u 2 enter 3",
    "g l",
    "g l enter",
    "g b",
    "g d",
    "g m",
    "g m 2",
    "g m 4",
    "T",
    "P",
    ":",
    "!",
];

const SIZES: [(u16, u16); 4] = [(60, 18), (80, 24), (120, 40), (200, 60)];

/// A user, a group, a catalog and a package of one name, and a request by the user.
fn named(name: &str) -> Desk {
    let person = "hard@sandbox.onmicrosoft.com";
    let lines = [
        json!({"do": "createUser", "let": "u", "with": {"userPrincipalName": person, "displayName": name}}),
        json!({"do": "createGroup", "let": "g", "with": {"displayName": name}}),
        json!({"do": "createCatalog", "let": "c", "with": {"displayName": name, "description": name}}),
        json!({"do": "addCatalogResource", "let": "r", "with": {
            "catalog": "$c", "originSystem": "AadGroup", "originId": "$g"}}),
        json!({"do": "createAccessPackage", "let": "p", "with": {"catalog": "$c", "displayName": name,
            "description": name, "resourceRoles": [{"resource": "$r", "role": "Member"}],
            "policies": [{"displayName": name, "allowedTargetScope": "allMemberUsers"}]}}),
        json!({"as": person, "do": "submitRequest", "with": {"accessPackage": "$p", "justification": name}}),
    ];
    let lines = lines.map(|mut line| {
        line["expect"] = json!("ok");
        if line["as"].is_null() {
            line["as"] = json!(ADMINISTRATOR);
        }
        line.to_string()
    });
    Desk::on(Sample::Empty, &lines.join("\n")).seated_as(ADMINISTRATOR)
}

/// Checks that a box is closed on every line, and that no cell is shared by two characters.
#[track_caller]
fn is_whole(desk: &Desk, what: &str) {
    let (buffer, _) = desk.drawn();
    let area = buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            let wide = u16::try_from(cells(symbol).max(1)).unwrap();
            assert!(
                x + wide <= area.width,
                "{what}: line {y} runs over:\n{}",
                desk.screen()
            );
            x += wide;
        }
        let (first, last) = (
            buffer[(0, y)].symbol(),
            buffer[(area.width - 1, y)].symbol(),
        );
        if matches!(first, "┃" | "│") {
            assert!(
                matches!(last, "┃" | "│"),
                "{what}: line {y} is open:\n{}",
                desk.screen()
            );
        }
    }
}

#[test]
fn every_screen_holds_names_of_any_length_and_script() {
    let names = [
        "x".repeat(256),
        "名前".repeat(64),
        "שלום עולם ".repeat(25).trim().to_owned(),
        "x\u{301}q\u{308}".repeat(64),
        "مرحبا بالعالم ".repeat(18).trim().to_owned(),
    ];
    for name in names {
        let mut desk = named(&name);
        let begins: String = name.chars().take(2).collect();
        let mut shown = 0;
        for keys in PLACES {
            desk.press("esc esc esc esc").press(keys);
            for (width, height) in SIZES {
                desk.resize(width, height);
                is_whole(&desk, &format!("{begins} {keys} at {width}x{height}"));
            }
            shown += usize::from(desk.screen().contains(&begins));
        }
        // Home, the clock and the lists of keys name nobody.
        assert!(shown > PLACES.len() / 2, "{begins}: on {shown} screens");
    }
}
