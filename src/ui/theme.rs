//! What a meaning looks like: the only place that knows colours.
//!
//! Every tone is also told by a word or a [`Tone::sign`], so a screen without colour says the same.
//! Blue and orange carry good and bad; red never stands against green alone.

use ratatui::style::{Modifier, Style};

pub use ratatui::style::Color;

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Text,
    /// Text that may be overlooked: labels, help, borders.
    Muted,
    /// The name of a screen, pane or group.
    Heading,
    /// The pane or field that gets the keys.
    Focus,
    /// The selected row.
    Selected,
    /// All is well.
    Good,
    /// Waits for somebody or for time.
    Pending,
    /// Needs care.
    Warning,
    /// Failed or destroys something.
    Danger,
    /// Worth knowing.
    Info,
    /// A key that may be pressed.
    Key,
    /// Not possible now.
    Disabled,
    /// Differs from before.
    Changed,
}

impl Tone {
    /// Every tone, for tables and tests.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Muted,
        Self::Heading,
        Self::Focus,
        Self::Selected,
        Self::Good,
        Self::Pending,
        Self::Warning,
        Self::Danger,
        Self::Info,
        Self::Key,
        Self::Disabled,
        Self::Changed,
    ];

    /// Returns the name that settings use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Heading => "heading",
            Self::Focus => "focus",
            Self::Selected => "selected",
            Self::Good => "good",
            Self::Pending => "pending",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Info => "info",
            Self::Key => "key",
            Self::Disabled => "disabled",
            Self::Changed => "changed",
        }
    }

    /// Returns the sign that says the tone where colour does not reach.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Pending => "~",
            Self::Warning => "!",
            Self::Danger => "x",
            Self::Disabled => "-",
            Self::Focus => "*",
            Self::Selected => ">",
            Self::Changed => "+",
            Self::Text | Self::Muted | Self::Heading | Self::Info | Self::Key => "",
        }
    }
}

/// The characters that boxes are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Borders {
    /// Box drawing.
    #[default]
    Unicode,
    /// `+`, `-` and `|`, for terminals that know no more.
    Ascii,
    /// No box at all, one pane at a time and one fact a line, for readers of screens.
    Plain,
}

/// The set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// The terminal's own 16 colours on its own background.
    #[default]
    Terminal,
    /// 24-bit colours for a dark background.
    Dark,
    /// 24-bit colours for a light background.
    Light,
    /// Black, white and bold.
    Contrast,
    /// No colour at all; bold, underline and reverse stay.
    Mono,
}

impl ThemeName {
    /// Every theme with the name people type.
    pub const ALL: [(&'static str, Self); 5] = [
        ("terminal", Self::Terminal),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("contrast", Self::Contrast),
        ("mono", Self::Mono),
    ];

    /// Finds a theme by the name people type.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, theme)| theme)
    }
}

/// How many colours the terminal knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// All of them.
    #[default]
    Full,
    /// The 256 of its palette.
    Indexed,
    /// The 16 of old.
    Sixteen,
}

/// How the screen looks; whether colour is wanted at all is decided by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// The set of colours.
    pub name: ThemeName,
    /// The characters of boxes.
    pub borders: Borders,
    /// Whether the terminal knows no more than plain characters, so that no sign of ours may be another.
    pub ascii: bool,
    /// How many colours there are.
    pub depth: Depth,
    /// The colours of single tones that settings have changed, in the order of [`Tone::ALL`].
    pub colors: [Option<Color>; Tone::ALL.len()],
}

impl Theme {
    /// Returns the style of a tone.
    pub fn style(self, tone: Tone) -> Style {
        let style = match self.name {
            ThemeName::Mono => Style::new(),
            ThemeName::Contrast => Style::new().fg(Color::White).bg(Color::Black),
            ThemeName::Terminal => colored(tone, &TERMINAL),
            ThemeName::Dark => colored(tone, &DARK),
            ThemeName::Light => colored(tone, &LIGHT),
        };
        let own = self.colors.get(tone as usize).copied().flatten();
        let style = match own.filter(|_| self.name != ThemeName::Mono) {
            Some(color) => style.fg(color),
            None => style,
        };
        let style = Style {
            fg: style.fg.map(|color| self.depth.nearest(color)),
            bg: style.bg.map(|color| self.depth.nearest(color)),
            ..style
        };
        style.add_modifier(self.modifier(tone))
    }

    /// Gives a tone a colour of its own.
    pub fn set_color(&mut self, tone: Tone, color: Color) {
        if let Some(own) = self.colors.get_mut(tone as usize) {
            *own = Some(color);
        }
    }

    const fn modifier(self, tone: Tone) -> Modifier {
        match tone {
            Tone::Selected => Modifier::REVERSED,
            Tone::Heading | Tone::Key | Tone::Danger | Tone::Warning => Modifier::BOLD,
            Tone::Focus => Modifier::BOLD.union(Modifier::UNDERLINED),
            Tone::Changed => Modifier::UNDERLINED,
            Tone::Muted | Tone::Disabled => match self.name {
                ThemeName::Terminal | ThemeName::Mono => Modifier::DIM,
                ThemeName::Dark | ThemeName::Light | ThemeName::Contrast => Modifier::empty(),
            },
            Tone::Text | Tone::Good | Tone::Pending | Tone::Info => Modifier::empty(),
        }
    }
}

impl Depth {
    /// Returns the colour closest to one that there may not be.
    fn nearest(self, color: Color) -> Color {
        let Color::Rgb(red, green, blue) = color else {
            return color;
        };
        match self {
            Self::Full => color,
            Self::Indexed => {
                // The cube of 6 levels that starts at 16.
                let level = |part: u8| (u16::from(part) * 5 + 127) / 255;
                let place = 16 + 36 * level(red) + 6 * level(green) + level(blue);
                Color::Indexed(u8::try_from(place).unwrap_or(u8::MAX))
            }
            Self::Sixteen => {
                let most = red.max(green).max(blue);
                let on = |part: u8| u8::from(part >= most / 4 * 3 && part > 64);
                let hue = on(red) | on(green) << 1 | on(blue) << 2;
                Color::Indexed(if most > 191 { hue + 8 } else { hue })
            }
        }
    }
}

/// One set of colours; `None` leaves the terminal's own.
struct Palette {
    text: Option<Color>,
    muted: Option<Color>,
    good: Color,
    pending: Color,
    warning: Color,
    danger: Color,
    info: Color,
    key: Color,
}

const TERMINAL: Palette = Palette {
    text: None,
    muted: None,
    good: Color::Blue,
    pending: Color::Cyan,
    warning: Color::Yellow,
    danger: Color::Red,
    info: Color::Cyan,
    key: Color::Magenta,
};
const DARK: Palette = Palette {
    text: Some(Color::Rgb(0xE6, 0xE6, 0xE6)),
    muted: Some(Color::Rgb(0x9A, 0xA4, 0xB2)),
    good: Color::Rgb(0x6C, 0xB6, 0xFF),
    pending: Color::Rgb(0x8B, 0xD5, 0xCA),
    warning: Color::Rgb(0xF2, 0xC0, 0x6B),
    danger: Color::Rgb(0xFF, 0xA0, 0x57),
    info: Color::Rgb(0x8B, 0xD5, 0xCA),
    key: Color::Rgb(0xD0, 0xB0, 0xFF),
};
const LIGHT: Palette = Palette {
    text: Some(Color::Rgb(0x1F, 0x23, 0x28)),
    muted: Some(Color::Rgb(0x57, 0x60, 0x6A)),
    good: Color::Rgb(0x0A, 0x50, 0xB0),
    pending: Color::Rgb(0x1B, 0x66, 0x6B),
    warning: Color::Rgb(0x8A, 0x5A, 0x00),
    danger: Color::Rgb(0xB0, 0x3A, 0x00),
    info: Color::Rgb(0x1B, 0x66, 0x6B),
    key: Color::Rgb(0x6A, 0x3A, 0xB0),
};

const fn colored(tone: Tone, palette: &Palette) -> Style {
    let color = match tone {
        Tone::Muted | Tone::Disabled => palette.muted,
        Tone::Good => Some(palette.good),
        Tone::Pending => Some(palette.pending),
        Tone::Warning => Some(palette.warning),
        Tone::Danger => Some(palette.danger),
        Tone::Info => Some(palette.info),
        Tone::Key | Tone::Focus => Some(palette.key),
        Tone::Text | Tone::Heading | Tone::Selected | Tone::Changed => palette.text,
    };
    match color {
        Some(color) => Style::new().fg(color),
        None => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_shows_no_color_and_still_tells_the_selection() {
        let theme = Theme {
            name: ThemeName::Mono,
            borders: Borders::Ascii,
            ..Theme::default()
        };
        for tone in Tone::ALL {
            let style = theme.style(tone);
            assert_eq!((style.fg, style.bg), (None, None), "{tone:?}");
        }
        let selected = theme.style(Tone::Selected);
        assert!(selected.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn colors_that_the_terminal_does_not_know_become_the_closest_it_knows() {
        let mut theme = Theme {
            name: ThemeName::Dark,
            depth: Depth::Indexed,
            ..Theme::default()
        };
        let indexed = |theme: Theme| matches!(theme.style(Tone::Good).fg, Some(Color::Indexed(_)));
        assert!(indexed(theme));
        theme.depth = Depth::Sixteen;
        assert!(indexed(theme));
        theme.set_color(Tone::Good, Color::Green);
        assert_eq!(theme.style(Tone::Good).fg, Some(Color::Green));
        theme.name = ThemeName::Mono;
        assert_eq!(theme.style(Tone::Good).fg, None);
    }

    #[test]
    fn dark_and_light_keep_a_contrast_of_four_and_a_half() {
        #[track_caller]
        fn case(palette: &Palette, background: Color) {
            let fixed = [
                palette.good,
                palette.pending,
                palette.warning,
                palette.danger,
                palette.info,
                palette.key,
            ];
            for color in fixed.into_iter().chain(palette.text).chain(palette.muted) {
                let (one, other) = (luminance(color), luminance(background));
                let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(ratio >= 4.5, "{color:?} has {ratio:.1}");
            }
        }
        case(&DARK, Color::Rgb(0x1E, 0x1E, 0x1E));
        case(&LIGHT, Color::Rgb(0xFF, 0xFF, 0xFF));
    }

    fn luminance(color: Color) -> f64 {
        let Color::Rgb(red, green, blue) = color else {
            panic!("{color:?} is no 24-bit color");
        };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
