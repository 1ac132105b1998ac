//! The accessibility statement, which every public site must have.

use std::sync::Arc;

use crate::content::accessibility::{Accessibility, PATH};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::parse::Documents;
use crate::source::Sources;
use crate::span::{SourceId, Span};

pub static NO_STATEMENT: Lint = Lint {
    name: "no-accessibility-statement",
    severity: Severity::Error,
    title: Both("Tillgänglighetsredogörelsen saknas", "The accessibility statement is missing"),
    why: Both(
        "En offentlig webbplats måste ha en tillgänglighetsredogörelse (lag 2018:1937).",
        "A public site must have an accessibility statement (Swedish law 2018:1937).",
    ),
    manual: Both(
        "Filen content/accessibility.toml säger hur tillgänglig webbplatsen är, när och hur det har bedömts och vad som brister. Sidan görs av den, och varje sida länkar dit. Inget av det har ett förval: den som skriver det ska veta det. Förhandsvisningen fungerar utan filen, men webbplatsen byggs inte.\n\nconformance = \"delvis förenlig\"   # eller ”helt förenlig”, ”inte förenlig”\nassessed = \"2026-03-13\"\nupdated = \"2026-03-13\"\nmethod = \"självskattning\"\ntested = [\"Alla sidor med axe 4.14\"]\nnot-tested = [\"Med skärmläsare\"]\n\n[[fault]]\nwhat = \"Kartan går inte att använda med tangentbord.\"\nsituation = [\"utan syn\", \"nedsatt rörlighet\"]\nreason = \"Kartan levereras av någon annan.\"\nalternative = \"Samma uppgifter står i tabellen.\"\n\n`insyn new tillgänglighetsredogörelse` skriver en fil med alla nycklar. Källa: digg.se, Vad ska en tillgänglighetsredogörelse innehålla?",
        "The file content/accessibility.toml says how accessible the site is, when and how that was assessed, and what is at fault. The page is made of it, and every page links to it. Nothing of it has a default: whoever writes it shall know it. The preview works without the file, but the site is not built.\n\nconformance = \"partially-compliant\"   # or “fully-compliant”, “not-compliant”\nassessed = \"2026-03-13\"\nupdated = \"2026-03-13\"\nmethod = \"self-assessment\"\ntested = [\"All pages with axe 4.14\"]\nnot-tested = [\"With a screen reader\"]\n\n[[fault]]\nwhat = \"The map cannot be used with a keyboard.\"\nsituation = [\"without-vision\", \"limited-reach\"]\nreason = \"The map is delivered by somebody else.\"\nalternative = \"The same facts stand in the table.\"\n\n`insyn new accessibility-statement` writes a file with every key. Source: digg.se, on what an accessibility statement must hold.",
    ),
};

/// The statement, or that there is none. One that could not be read has been told of, and so has a site without `site.toml`.
pub fn find(documents: &Documents, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<Accessibility>> {
    let found = documents.documents.iter().find(|document| &*document.text.path == PATH);
    let unread = |path: &str| sources.unread.iter().any(|file| &*file.path == path);
    let site = documents.documents.iter().any(|document| document.site.is_some());
    if found.is_none() && site && !unread(PATH) && !unread("content") {
        diagnostics.push(
            Diagnostic::new(
                &NO_STATEMENT,
                Span::start_of(SourceId::of("content/site.toml")),
                format!("Webbplatsen har ingen tillgänglighetsredogörelse: filen {PATH} saknas."),
                format!("The site has no accessibility statement: the file {PATH} is missing."),
            )
            .help("Börja den med: insyn new tillgänglighetsredogörelse", "Begin it with: insyn new accessibility-statement"),
        );
    }
    // Where something stands in for what was written, its parts say nothing of each other.
    found.filter(|document| !document.stands_in()).and_then(|document| document.accessibility.clone())
}
