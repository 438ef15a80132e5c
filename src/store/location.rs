//! Where stores, remembered state and settings are kept on this platform.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::store::error::StoreError;

/// The option that names a store instead.
const OPTION: &str = "--store";

/// The places of this user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The store that is opened when no other is named.
    pub store: PathBuf,
    /// Where the last head each store was seen with is remembered.
    pub state: PathBuf,
    /// Where settings are read from.
    pub config: PathBuf,
}

impl Location {
    /// Finds the places of the user who runs the program.
    ///
    /// `variable` gives the value of an environment variable.
    pub fn find(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, StoreError> {
        let is_absolute =
            |name| variable(name).is_some_and(|value| Path::new(&value).is_absolute());
        let no_home = StoreError::NoHome {
            variable: "HOME",
            option: OPTION,
        };
        if !is_absolute("HOME") && !is_absolute("XDG_DATA_HOME") {
            return Err(no_home);
        }
        let directories = ProjectDirs::from("", "", "accessdesk").ok_or(no_home)?;
        let data = directories.data_dir();
        Ok(Self {
            store: data.join("store"),
            state: directories.state_dir().unwrap_or(data).to_owned(),
            config: directories.config_dir().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_home_the_variable_and_the_option_are_named() {
        let error = Location::find(|_| None).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        let text = error.to_string();
        assert!(text.contains("HOME") && text.contains("--store"), "{text}");
    }

    #[test]
    fn a_relative_data_directory_is_ignored() {
        let relative = |name: &str| (name == "XDG_DATA_HOME").then(|| OsString::from("data"));
        assert!(Location::find(relative).is_err());
    }
}
