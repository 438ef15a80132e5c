//! Clicks on what a rehearsal shows.

use crate::ui::msg::Msg;
use crate::ui::pointer::Act;
use crate::ui::rehearsal::Rehearsal;

impl Rehearsal {
    /// Clicks so many times on the first place that shows a text.
    pub(crate) fn click(&mut self, text: &str, times: usize) -> &mut Self {
        let screen = self.screen();
        let place = screen.lines().enumerate().find_map(|(row, line)| {
            let column = line.find(text)?;
            Some((line[..column].chars().count(), row))
        });
        let (column, row) = place.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"));
        let targets = self.drawn().1;
        let at = |place: usize| u16::try_from(place).unwrap();
        let target = targets.at(at(column), at(row)).cloned().unwrap();
        self.tell(Msg::Pointer(match times {
            1 => Act::Click(target),
            _ => Act::DoubleClick(target),
        }));
        self
    }
}
