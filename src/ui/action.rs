//! Everything that a key can mean, by name.
//!
//! An action is only a name: settings move keys by it, the palette lists it, tests count it. What
//! an action does is written in the row of the key table that offers it.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The meaning of a key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action, in the order of the guide to keys.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the stable name that settings and the palette use.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

impl Action {
    /// Tells whether the action is done to all marked rows where some are marked.
    pub const fn takes_marks(self) -> bool {
        matches!(
            self,
            Self::Delete
                | Self::Restore
                | Self::Remove
                | Self::Deny
                | Self::Approve
                | Self::CancelRequest
                | Self::Extend
                | Self::Reprocess
                | Self::StopReview
        )
    }

    /// Finds an action by its stable name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.name() == name)
    }
}

actions! {
    /// Shows the keys and actions of this screen.
    Help = "help",
    /// Opens the command palette.
    Palette = "palette",
    /// Goes one level back.
    Back = "back",
    /// Leaves the program.
    Quit = "quit",
    /// Goes to the screen visited before.
    VisitPrevious = "visit-previous",
    /// Goes to the screen visited after.
    VisitNext = "visit-next",
    /// Waits for the key that names a screen.
    GoTo = "go-to",
    /// Goes to the home screen.
    GoHome = "go-home",
    /// Goes to the catalogs.
    GoCatalogs = "go-catalogs",
    /// Goes to the access packages.
    GoPackages = "go-packages",
    /// Goes to the requests.
    GoRequests = "go-requests",
    /// Goes to the assignments.
    GoAssignments = "go-assignments",
    /// Goes to the connected organizations.
    GoOrganizations = "go-organizations",
    /// Goes to the access reviews.
    GoReviews = "go-reviews",
    /// Goes to the reports.
    GoReports = "go-reports",
    /// Goes to the matrix of people and packages.
    GoWhoHasWhat = "go-who-has-what",
    /// Goes to the settings.
    GoSettings = "go-settings",
    /// Goes to users and groups.
    GoPeople = "go-people",
    /// Goes to the audit log.
    GoAuditLog = "go-audit-log",
    /// Goes to the outbox.
    GoOutbox = "go-outbox",
    /// Goes to My Access.
    GoMyAccess = "go-my-access",
    /// Goes to the approvals.
    GoApprovals = "go-approvals",
    /// Shows the packages of somebody.
    UserPackages = "user-packages",
    /// Shows what somebody has through packages.
    UserResources = "user-resources",
    /// Shows the packages that somebody can request.
    UserRequestable = "user-requestable",
    /// Shows the requests for a package.
    PackageRequests = "package-requests",
    /// Shows the assignments of a package.
    PackageAssignments = "package-assignments",
    /// Switches the persona.
    SwitchPersona = "switch-persona",
    /// Signs in as the user that is selected or shown.
    SignIn = "sign-in",
    /// Looks at the clock and moves it.
    Clock = "clock",
    /// Moves the clock one hour forward.
    ClockHour = "clock-hour",
    /// Moves the clock one day forward.
    ClockDay = "clock-day",
    /// Moves the clock to the next thing that time will do.
    ClockNext = "clock-next",
    /// Moves the clock to a date.
    ClockDate = "clock-date",
    /// Takes the last command back.
    Undo = "undo",
    /// Does again what was taken back.
    Redo = "redo",
    /// Shows all notices.
    Notices = "notices",
    /// Shows what the program knows of itself and did last.
    Diagnostics = "diagnostics",
    /// Draws the whole screen again.
    Redraw = "redraw",
    /// Puts the program to sleep.
    Suspend = "suspend",
    /// Selects the row above.
    MoveUp = "move-up",
    /// Selects the row below.
    MoveDown = "move-down",
    /// Moves one page up.
    PageUp = "page-up",
    /// Moves one page down.
    PageDown = "page-down",
    /// Selects the column to the right.
    MoveRight = "move-right",
    /// Selects the column to the left.
    MoveLeft = "move-left",
    /// Moves as many columns to the right as are in view.
    ColumnsRight = "columns-right",
    /// Moves as many columns to the left as are in view.
    ColumnsLeft = "columns-left",
    /// Selects the first row.
    MoveFirst = "move-first",
    /// Selects the last row.
    MoveLast = "move-last",
    /// Opens what is selected.
    Open = "open",
    /// Moves the focus to the next pane.
    NextPane = "next-pane",
    /// Moves the focus to the previous pane.
    PreviousPane = "previous-pane",
    /// Opens the tab with the number pressed.
    OpenTab = "open-tab",
    /// Filters the list.
    Filter = "filter",
    /// Chooses the column by which the list is sorted.
    Sort = "sort",
    /// Turns the order of the list around.
    Reverse = "reverse",
    /// Filters the list by the values that its rows have.
    Facets = "facets",
    /// Chooses the columns of the list.
    Columns = "columns",
    /// Marks the selected row.
    Mark = "mark",
    /// Marks all rows that are shown.
    MarkAll = "mark-all",
    /// Makes a new object.
    New = "new",
    /// Changes the selected object.
    Edit = "edit",
    /// Deletes the selected object.
    Delete = "delete",
    /// Brings back what was deleted.
    Restore = "restore",
    /// Takes something away from somebody or something.
    Remove = "remove",
    /// Brings a guest under the care of entitlement management.
    MarkGoverned = "mark-governed",
    /// Denies the selected request.
    Deny = "deny",
    /// Decides as recommended in an access review.
    AcceptRecommendations = "accept-recommendations",
    /// Shows the entries of the audit log about the same request.
    SameRequest = "same-request",
    /// Lists older changes of the log too.
    FurtherBack = "further-back",
    /// Ends an access review before its time.
    StopReview = "stop-review",
    /// Approves the selected request.
    Approve = "approve",
    /// Takes an approval back, and the access with it.
    Revoke = "revoke",
    /// Assigns a package directly.
    Assign = "assign",
    /// Adds a member, a resource or a role.
    Add = "add",
    /// Requests the selected package.
    Request = "request",
    /// Opens the request form of the package that a link leads to.
    OpenLink = "open-link",
    /// Requests a package for somebody who reports to the persona.
    RequestForReport = "request-for-report",
    /// Cancels the selected request.
    CancelRequest = "cancel-request",
    /// Extends the selected assignment.
    Extend = "extend",
    /// Reprocesses the selected request or assignment.
    Reprocess = "reprocess",
    /// Calls back for the workflow that a request waits for.
    CallBack = "call-back",
    /// Explains who can see or request this, and why not.
    Why = "why",
    /// Shows the checks that led to the last refusal.
    WhyRefused = "why-refused",
    /// Shows the audit entries of this object.
    History = "history",
    /// Copies the identifier of the object.
    CopyId = "copy-id",
    /// Copies the name of the object.
    CopyName = "copy-name",
    /// Copies the link under which the package is requested.
    CopyLink = "copy-link",
    /// Copies the record of the object.
    CopyJson = "copy-json",
    /// Writes the list or the object to a file.
    Output = "output",
    /// Goes to the next field.
    NextField = "next-field",
    /// Goes to the previous field.
    PreviousField = "previous-field",
    /// Opens a list, or goes on to the next field.
    Enter = "enter",
    /// Starts a new line in a long text.
    NewLine = "new-line",
    /// Switches or chooses.
    Toggle = "toggle",
    /// Show users, groups or both.
    NextKind = "next-kind",
    /// Shows who is in the selected group.
    Members = "members",
    /// Selects the day before.
    DayBefore = "day-before",
    /// Selects the day after.
    DayAfter = "day-after",
    /// Selects the same day of the week before.
    WeekBefore = "week-before",
    /// Selects the same day of the week after.
    WeekAfter = "week-after",
    /// Selects the same day of the month before.
    MonthBefore = "month-before",
    /// Selects the same day of the month after.
    MonthAfter = "month-after",
    /// Moves a group of fields before the one above it.
    MoveEarlier = "move-earlier",
    /// Moves a group of fields behind the one below it.
    MoveLater = "move-later",
    /// Saves or submits the form.
    Save = "save",
    /// Shows whom saving the form would affect.
    Affected = "affected",
    /// Goes to the next step of a wizard.
    NextStep = "next-step",
    /// Goes to the previous step of a wizard.
    PreviousStep = "previous-step",
    /// Answers a question with yes.
    Yes = "yes",
    /// Answers a question with no.
    No = "no",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_by_its_own_name() {
        for action in Action::ALL {
            assert_eq!(Action::find(action.name()), Some(*action));
        }
        assert_eq!(Action::find("fly"), None);
    }
}
