//! Every rule, A–Ö: what it looks at, why, how it weighs and how a site changes that.

use super::{Book, Chapter, address};
use crate::collation::Collation;
use crate::diagnostic::{Both, Lang, Lint, Severity};
use crate::pipeline;
use crate::sheet::{block, code, inline, link, prose, text};

pub(super) static CHAPTER: Chapter = Chapter {
    name: "rules",
    title: Both("Regler A–Ö", "Rules A–Z"),
    about: Both(
        "Vad programmet kontrollerar, varför, och hur en webbplats ändrar hur en regel väger.",
        "What the program checks, why, and how a site changes the weight of a rule.",
    ),
    topics: |_| pipeline::lints().into_iter().map(|lint| lint.name).collect(),
    title_of: |_, topic, lang| Some(of(topic)?.title.get(lang).to_owned()),
    page: |_: &Book, topic, lang| topic.and_then(of).map_or_else(|| front(lang), |lint| rule(lint, lang)),
};

fn of(name: &str) -> Option<&'static Lint> {
    pipeline::lints().into_iter().find(|lint| lint.name == name)
}

/// How much a rule weighs, in a sentence.
pub fn weighs(lint: &Lint) -> Both {
    match lint.severity {
        Severity::Error => {
            Both("Ett fel: webbplatsen byggs inte förrän det är rättat.", "An error: the site is not built until it is put right.")
        }
        Severity::Warning => Both("En varning: webbplatsen byggs ändå.", "A warning: the site is built all the same."),
    }
}

/// How a site changes the weight of a rule: in words, and the lines for `site.toml` where it can.
pub fn setting(lint: &Lint, lang: Lang) -> (&'static str, Option<String>) {
    if lint.severity == Severity::Error {
        return (Both("Ett fel kan inte tystas.", "An error cannot be silenced.").get(lang), None);
    }
    let (how, level, reason) = match lang {
        Lang::Sv => ("Så tystar du den, med ett skäl, i content/site.toml (level = \"fel\" gör den till ett fel):", "av", "Därför att …"),
        Lang::En => ("To silence it, with a reason, in content/site.toml (level = \"error\" makes it an error):", "off", "Because …"),
    };
    (how, Some(format!("[[rule]]\nrule = \"{}\"\nlevel = \"{level}\"\nreason = \"{reason}\"", lint.name)))
}

fn rule(lint: &Lint, lang: Lang) -> String {
    let (how, lines) = setting(lint, lang);
    let lines = lines.map_or(String::new(), |lines| block(&lines));
    format!(
        "<p><code>{}</code></p>\n<p class=\"weight\">{}</p>\n<p>{}</p>\n{}<h2>{}</h2>\n<p>{}</p>\n{lines}",
        lint.name,
        weighs(lint).get(lang),
        inline(lint.why.get(lang)),
        prose(lint.manual.get(lang)),
        Both("Ställa in regeln", "Setting the rule").get(lang),
        text(how),
    )
}

/// By what they are called, as the language sorts, under their letters.
fn front(lang: Lang) -> String {
    let collation = Collation::of(code(lang));
    let mut lints = pipeline::lints();
    lints.sort_by_cached_key(|lint| collation.key(lint.title.get(lang)));
    let letter = |lint: &Lint| lint.title.get(lang).chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let groups: Vec<(String, &[&Lint])> = lints.chunk_by(|a, b| letter(a) == letter(b)).map(|group| (letter(group[0]), group)).collect();
    let id = |at: usize| format!("letter-{}", at + 1);
    let jumps: String =
        groups.iter().enumerate().map(|(at, (letter, _))| format!("<li>{}</li>\n", link(&format!("#{}", id(at)), letter))).collect();
    let words = Both(
        "Ett fel stoppar bygget, en varning gör det aldrig. Varje fynd nämner sin regel.",
        "An error stops the build, a warning never does. Every finding names its rule.",
    );
    let name = Both("Bokstäver", "Letters").get(lang);
    let mut out = format!("<p>{}</p>\n<nav aria-label=\"{name}\">\n<ul class=\"jump\">\n{jumps}</ul>\n</nav>\n", words.get(lang));
    for (at, (letter, group)) in groups.iter().enumerate() {
        let rows: String = group
            .iter()
            .map(|lint| {
                let weight = match lint.severity {
                    Severity::Error => Both("fel", "error"),
                    Severity::Warning => Both("varning", "warning"),
                };
                let page = link(&address(lang, CHAPTER.name, lint.name), lint.title.get(lang));
                format!("<li>{page} ({}) <code>{}</code></li>\n", weight.get(lang), lint.name)
            })
            .collect();
        out += &format!("<h2 id=\"{}\">{letter}</h2>\n<ul>\n{rows}</ul>\n", id(at));
    }
    out
}
