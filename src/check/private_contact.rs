//! Numbers and addresses that reach somebody's pocket or private mail are published only where they are a service's own.

use std::ops::Range;

use super::{Local, Rule, Run};
use crate::content::service;
use crate::content::site::SiteConfig;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "private-contact",
    severity: Severity::Warning,
    title: Both("Privat telefon eller e-post", "Private phone or mail"),
    why: Both(
        "En privat adress är en personuppgift, och fler sådana än som behövs får inte publiceras (artikel 5.1 c i dataskyddsförordningen; om den enskildes förhållanden också OSL).",
        "A private address is personal data, and no more of it than needed may be published (article 5.1 c of the GDPR; on private circumstances also the Swedish Secrecy Act).",
    ),
    manual: Both(
        "Varnar för mobilnummer (070, 072, 073, 076, 079), för e-post hos leverantörer för privatpersoner (gmail, hotmail, outlook, telia …), och för e-post som ser ut som ett namn (namn.namnsson@) utanför kommunens egna domäner. De är domänen i `base-url` och de som växelns, registratorns och synpunkternas adresser i content/site.toml har. Stöd (services) och de uppgifterna i site.toml undantas: där står nummer och adresser för att läsarna ska använda dem.\n\nFel:   Ring Namn på 070-000 00 00.\nRätt:  Ring växeln, 08-000 00 00.",
        "Warns of mobile numbers (070, 072, 073, 076, 079), of mail at providers for private persons (gmail, hotmail, outlook, telia …), and of mail that looks like a name (name.surname@) outside the municipality's own domains. Those are the domain of `base-url` and those of the addresses of the switchboard, registrar and feedback in content/site.toml. Services and those facts of site.toml are exempt: numbers and addresses stand there for readers to use.\n\nWrong: Call Name on 070-000 00 00.\nRight: Call the switchboard, 08-000 00 00.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// Where private persons have their mail.
const PROVIDERS: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.se",
    "outlook.com",
    "outlook.se",
    "live.com",
    "live.se",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "yahoo.com",
    "yahoo.se",
    "telia.com",
    "comhem.se",
    "bredband.net",
    "bredband2.com",
    "bahnhof.se",
    "spray.se",
    "home.se",
    "tele2.se",
    "glocalnet.net",
    "passagen.se",
    "swipnet.se",
    "proton.me",
    "protonmail.com",
    "ownit.nu",
    "tyfon.se",
];

/// Words that stand in addresses of offices, so that what has one is no name.
const OFFICES: &[&str] =
    &["info", "kontakt", "registrator", "kansli", "kommun", "support", "stod", "press", "service", "reception", "expedition", "no-reply"];

fn run(local: &Local) -> Vec<Diagnostic> {
    let text = &local.document.text;
    let public = text.path.starts_with("content/site.toml")
        || text.path.starts_with("content/accessibility.toml")
        || text.path.strip_prefix("content/").is_some_and(|path| path.starts_with(service::KIND.folder));
    if public {
        return Vec::new();
    }
    let told = |range: Range<usize>, sv: &str, en: &str| {
        Diagnostic::new(&LINT, Span::new(text.id, range), sv, en).help(
            "Skriv en funktion i stället: växeln, en brevlåda, ett stöd.",
            "Write an office instead: the switchboard, a mailbox, a service.",
        )
    };
    let phones = mobiles(&text.content).into_iter().map(|range| told(range, "Det här är ett mobilnummer.", "This is a mobile number."));
    let own = domains(local.settings.config);
    let mails = addresses(&text.content).into_iter().filter_map(|(range, name, domain)| match is_private(&domain) {
        true => Some(told(range, "Det här är en privat e-postadress.", "This is a private mail address.")),
        false if !own.is_empty() && !own.iter().any(|own| is_under(&domain, own)) && is_name(&name) => {
            Some(told(range, "Det här ser ut som en persons e-postadress.", "This looks like a person's mail address."))
        }
        false => None,
    });
    phones.chain(mails).collect()
}

/// Mobile numbers, as they are written: `070-123 45 67`, `+46 (0)70 123 45 67`, `0701234567`.
fn mobiles(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (prefix, zero) in [("+46", false), ("0046", false), ("07", true)] {
        for (at, _) in text.match_indices(prefix) {
            let before = text[..at].chars().next_back();
            let begins = !before.is_some_and(|c| c.is_alphanumeric() || c == '/' || (c == '-' && zero));
            let from = if zero { at + 1 } else { at + prefix.len() };
            if begins
                && let Some(end) = national(&text[from..])
                && !found.iter().any(|known| known.contains(&at))
            {
                found.push(at..from + end);
            }
        }
    }
    found
}

/// How far nine digits of a mobile number go, from the 7 on, a zero in brackets before it left aside.
fn national(text: &str) -> Option<usize> {
    let (mut digits, mut end) = (String::new(), 0);
    for (at, c) in text.char_indices() {
        match c {
            '0' if digits.is_empty() => {}
            c if c.is_ascii_digit() => {
                digits.push(c);
                end = at + 1;
            }
            ' ' | '-' | '(' | ')' | '\u{a0}' | '\u{202f}' | '\u{2011}' | '\u{2013}' if digits.len() < 9 => {}
            _ => break,
        }
        if digits.len() > 9 {
            return None;
        }
    }
    let mobile = digits.starts_with('7') && "02369".contains(digits.get(1..2)?);
    (mobile && digits.len() == 9).then_some(end)
}

/// Mail addresses: where each stands, its name and its domain in small letters.
fn addresses(text: &str) -> Vec<(Range<usize>, String, String)> {
    let found = text.match_indices('@').filter_map(|(at, _)| {
        let of_name = |c: char| c.is_alphanumeric() || ".-_+".contains(c);
        let of_domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
        let from = text[..at].char_indices().rev().take_while(|(_, c)| of_name(*c)).last()?.0;
        let domain = &text[at + 1..];
        let domain = domain[..domain.find(|c| !of_domain(c)).unwrap_or(domain.len())].trim_end_matches(['.', '-']);
        domain.contains('.').then(|| (from..at + 1 + domain.len(), text[from..at].to_lowercase(), domain.to_lowercase()))
    });
    found.collect()
}

fn is_private(domain: &str) -> bool {
    PROVIDERS.iter().any(|provider| is_under(domain, provider))
}

fn is_under(domain: &str, of: &str) -> bool {
    domain.strip_suffix(of).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Whether the part before the @ looks like a first name and a surname.
fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let word = |part: &&str| part.chars().count() > 1 && part.chars().all(|c| c.is_alphabetic() || c == '-');
    (2..=3).contains(&parts.len()) && parts.iter().all(word) && !parts.iter().any(|part| OFFICES.contains(part))
}

/// The municipality's own domains.
fn domains(config: &SiteConfig) -> Vec<String> {
    let site = config.base_url.as_ref().and_then(|web| url::Url::parse(&web.url).ok()?.host_str().map(str::to_lowercase));
    let desks = [&config.switchboard, &config.registrar, &config.feedback].into_iter().flatten();
    let mails = desks.filter_map(|desk| Some(desk.email.as_ref()?.split_once('@')?.1.to_lowercase()));
    let bare = |host: String| host.strip_prefix("www.").map_or(host.clone(), str::to_owned);
    site.into_iter().chain(mails).map(bare).collect()
}
