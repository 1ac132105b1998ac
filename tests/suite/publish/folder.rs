//! A folder of releases: switched at once.
