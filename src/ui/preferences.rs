//! How somebody wants the screens to behave, whoever acts.

use crate::domain::time::Zone;
use crate::ui::calendar::DateStyle;
use crate::ui::keymap::moved::Keys;
use crate::ui::layout::Frames;
use crate::ui::screen::Screen;

/// What settings change about the screens, apart from their looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Keys that were moved.
    pub keys: Keys,
    /// The zone in which times are shown in place of the directory's.
    pub zone: Option<Zone>,
    /// How times are shown in lists.
    pub dates: DateStyle,
    /// Milliseconds after which the keys that can follow a prefix are shown.
    pub which_key_delay: u64,
    /// Seconds that an ordinary notice stays; 0 keeps it until the next key.
    pub notice_seconds: u64,
    /// What is drawn without a key.
    pub moves: Moves,
    /// Whether grave questions ask for a name to be typed; those that delete always do.
    pub confirm_heavy: bool,
    /// The screen that every persona begins on.
    pub first_screen: Option<Screen>,
    /// Whether the screens stand in boxes.
    pub frames: Frames,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            keys: Keys::default(),
            zone: None,
            dates: DateStyle::Relative,
            which_key_delay: 300,
            notice_seconds: 5,
            moves: Moves::ByThemselves,
            confirm_heavy: true,
            first_screen: None,
            frames: Frames::Boxes,
        }
    }
}

/// Whether screens show what happens without a key: the clock, due work, other windows' commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Moves {
    /// At once.
    #[default]
    ByThemselves,
    /// With the next key.
    WithKeys,
}

/// The screens that can be begun on, by the names that settings use.
pub const FIRST_SCREENS: &[(&str, Screen)] = &[
    ("home", Screen::Home),
    ("catalogs", Screen::Catalogs),
    ("packages", Screen::Packages),
    ("requests", Screen::Requests),
    ("assignments", Screen::Assignments),
    ("organizations", Screen::Organizations),
    ("users", Screen::Users),
    ("groups", Screen::Groups),
    ("my-access", Screen::AvailablePackages),
    ("approvals", Screen::PendingApprovals),
];
