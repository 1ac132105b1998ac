//! The house: the site, what was worked out, the theme and the plan, as one immutable value. Everything that is made is made from it.

use crate::knowledge::Knowledge;
use crate::plan::Plan;
use crate::site::Site;
use crate::theme::Theme;

/// Built once, shared by all threads, replaced whole after an edit.
pub struct House {
    pub site: Site,
    pub knowledge: Knowledge,
    pub theme: Theme,
    pub plan: Plan,
}
