//! A whole municipality in one string: `=== path` lines begin files. Built in memory, on a pinned day.

use insyn::pipeline::{self, Built};
use insyn::report::{View, report};
use insyn::source::{Audience, Sources, Text};
use insyn::{diagnostic::Lang, diagnostic::Severity};

/// A site for a test.
pub struct Project {
    pub sources: Sources,
}

/// The smallest `site.toml`, for cases that are about something else.
pub const SITE: &str = "title = \"Prov\"\nlanguages = [\"sv\"]\n\n[municipality]\nname = \"Provkommun\"\n";

impl Project {
    /// Reads `=== path` files; `content/site.toml` is added when it is not among them.
    pub fn new(files: &str) -> Self {
        let mut sources = Sources::empty(jiff::civil::date(2026, 11, 22));
        sources.audience = Audience::Writers;
        for part in files.split("=== ").skip(1) {
            let (path, content) = part.split_once('\n').unwrap_or((part, ""));
            sources.texts.push(Text::new(path.trim(), content));
        }
        if !sources.texts.iter().any(|text| &*text.path == "content/site.toml") {
            sources.texts.push(Text::new("content/site.toml", SITE));
        }
        sources.sort();
        Self { sources }
    }

    pub fn build(&self) -> Built {
        pipeline::build(&self.sources, None)
    }

    /// Names of the rules that found something, in order of place.
    pub fn found(&self) -> Vec<&'static str> {
        self.build().diagnostics.iter().map(|d| d.lint.name).collect()
    }

    /// The findings as a writer reads them.
    pub fn text(&self, lang: Lang) -> String {
        report("text", &self.build().diagnostics, &View::new(lang, &self.sources)).expect("the text report exists")
    }

    pub fn errors(&self) -> usize {
        self.build().diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
    }
}
