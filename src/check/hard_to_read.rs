//! A page is no harder to read than those whom it is for can manage.

use super::{Local, Page, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::Block;
use crate::readability::{Counts, Measured};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "hard-to-read",
    severity: Severity::Warning,
    title: Both("Svårläst text", "Hard to read"),
    why: Both(
        "Den som behöver sidan mest är ofta den som läser minst (språklagen 11 §: vårdat, enkelt och begripligt).",
        "Whoever needs the page most is often whoever reads least (Swedish language act, section 11: cultivated, simple and comprehensible).",
    ),
    manual: Both(
        "LIX är antalet ord per mening plus andelen långa ord (minst sju bokstäver) i procent. Under 30 är mycket lättläst, från 30 lättläst, från 40 medelsvårt, från 50 svårt, från 60 mycket svårt. Råd och stöd får ha högst 40, annat högst 60, enkel svenska högst 35. Bara texter och avsnitt med minst 100 ord räknas, på svenska, utan citat och tabeller. Rubriker och punkter i listor räknas som egna meningar.\n\nNågot annat för en mapp eller en målgrupp står i site.toml:\n\n[[lix]]\nfolder = \"pages\"\nmost = 45\n\nKälla till måttet och nivåerna: C. H. Björnsson, Läsbarhet (1968). Vad råd, stöd och annat får ha är programmets gränser. Stämmer det ändå: insyn explain idle-silence.",
        "LIX is the number of words in a sentence plus the share of long words (seven letters or more) in per cent. Under 30 is very easy, from 30 easy, from 40 medium, from 50 hard, from 60 very hard. Guides and services may have 40 at most, others 60, simple Swedish 35. Only texts and sections of 100 words or more are counted, in Swedish, without quotes and tables. Headings and items of lists count as sentences of their own.\n\nAnything else for a folder or an audience stands in site.toml:\n\n[[lix]]\nfolder = \"pages\"\nmost = 45\n\nSource of the measure and its levels: C. H. Björnsson, Läsbarhet (1968). What guides, services and others may have are the program's limits. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// Fewer words than these are too few to judge.
const FEWEST: usize = 100;

fn run(local: &Local) -> Vec<Diagnostic> {
    local.pages().iter().filter(|page| page.is_swedish()).flat_map(|page| judge(page, most(page, local))).collect()
}

/// The highest LIX of a page: as the site has set, for its audience before its folder.
fn most(page: &Page, local: &Local) -> f64 {
    let set = &local.settings.config.lix;
    let audience = set.iter().find(|lix| lix.audience.is_some() && lix.audience.as_deref() == page.audience);
    let folder = || set.iter().find(|lix| lix.folder.as_deref() == Some(page.kind.folder));
    let usual = match page.kind.folder {
        _ if page.is_simple() => 35.0,
        "guides" | "services" => 40.0,
        _ => 60.0,
    };
    audience.or_else(folder).filter(|_| !page.is_simple()).map_or(usual, |lix| lix.most as f64)
}

/// The page as a whole, or else the sections in it that are too hard.
fn judge(page: &Page, most: f64) -> Vec<Diagnostic> {
    if let Some(lix) = too_hard(page.measured(), most) {
        return vec![tell(page.title, "Texten", "The text", lix, most)];
    }
    let mut from = 0;
    let sections = page.prose.passages.chunk_by(|_, next| next.block != Block::Heading).filter_map(|section| {
        let measured = &page.measured()[from..from + section.len()];
        from += section.len();
        let is_one = section[0].block == Block::Heading;
        is_one.then(|| Some(tell(section[0].span, "Avsnittet", "The section", too_hard(measured, most)?, most)))?
    });
    sections.collect()
}

/// The LIX of so many words, to one decimal, when it is over `most`.
fn too_hard(passages: &[Measured], most: f64) -> Option<f64> {
    let counts = Counts::of(passages);
    let lix = (counts.lix()? * 10.0).round() / 10.0;
    (counts.words >= FEWEST && lix > most).then_some(lix)
}

fn tell(span: Span, sv: &str, en: &str, lix: f64, most: f64) -> Diagnostic {
    let comma = format!("{lix:.1}").replace('.', ",");
    Diagnostic::new(
        &LINT,
        span,
        format!("{sv} har LIX {comma}; högst {most} är målet här."),
        format!("{en} has LIX {lix:.1}; {most} at most is the aim here."),
    )
    .help("Dela långa meningar och byt långa ord mot korta.", "Divide long sentences, and change long words for short ones.")
}
