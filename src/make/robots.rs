//! What robots may read: all of it, and where the sitemap is. Nothing of what only those who write are to see.
//!
//! Source: RFC 9309, Robots Exclusion Protocol; `Sitemap` is of sitemaps.org.

use std::sync::Arc;

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::Outputs;
use crate::source::Audience;

pub static FORMAT: Format = Format { name: "robots", about: Both("Vad robotar får läsa", "What robots may read"), list, make };

fn list(outputs: &mut Outputs) {
    if outputs.site.audience != Audience::Reviewers {
        outputs.add("robots.txt".to_owned(), FORMAT.name, Key::File(Arc::from("")), outputs.site.config_span);
    }
}

fn make(house: &House, _: &Output) -> Made {
    let routes = &house.plan.routes;
    let rule = if house.site.audience == Audience::Public { "Disallow:" } else { "Disallow: /" };
    let mut text = String::new();
    if routes.base != "/" {
        text += "# Robotar läser bara robots.txt i värdens rot. Lägg raden Sitemap i den filen.\n";
        text += "# Robots read robots.txt at the root of the host only. Put the line Sitemap into that file.\n";
    }
    text += &format!("User-agent: *\n{rule}\n");
    if let Some(sitemap) = routes.whole(&routes.url(&routes.sitemap(None))) {
        text += &format!("\nSitemap: {sitemap}\n");
    }
    Made { body: Body::Bytes(text.into_bytes()), diagnostics: Vec::new() }
}
