//! The house: the site, what was worked out, the theme and the plan, as one immutable value. Everything that is made is made from it.

use std::sync::Arc;

use crate::knowledge::Knowledge;
use crate::plan::Plan;
use crate::plan::view::View;
use crate::site::Site;
use crate::theme::{Frames, Theme};

/// Built once, shared by all threads, replaced whole after an edit. Rooms that an edit does not reach are shared with the house before it.
pub struct House {
    pub site: Site,
    pub knowledge: Arc<Knowledge>,
    pub theme: Arc<Theme>,
    pub plan: Arc<Plan>,
    /// What the pages of a language share, for each language of the site.
    pub frames: Arc<[Frames]>,
}

impl House {
    /// Everything that pages are made from. What pages share is filled here, before they are made side by side.
    pub fn new(site: Site, knowledge: Knowledge, theme: Arc<Theme>, plan: Plan) -> Self {
        let of = |(code, site): (&Arc<str>, _)| Frames::new(&theme, site, &theme.language(code).view);
        let frames = plan.routes.languages.iter().zip(&plan.shared).map(of).collect();
        Self { site, knowledge: Arc::new(knowledge), theme, plan: Arc::new(plan), frames }
    }

    /// What pages and files in a language are made from.
    pub fn view(&self, lang: u16) -> View<'_> {
        View::new(&self.site, &self.knowledge, &self.theme, &self.plan, lang)
    }

    /// This house with another site: one that differs in nothing that knowledge and plan go by.
    pub fn with_site(&self, site: Site) -> Self {
        let (knowledge, theme, plan, frames) = (self.knowledge.clone(), self.theme.clone(), self.plan.clone(), self.frames.clone());
        Self { site, knowledge, theme, plan, frames }
    }
}
