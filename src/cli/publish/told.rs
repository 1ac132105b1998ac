//! What was published, or would be, in words and as JSON.

use serde_json::json;

use crate::cli::{Context, grouped, print_findings, say, tell};
use crate::content::changes::ChangeKind;
use crate::diagnostic::{Both, Diagnostic, Lang, Severity};
use crate::edit::told::Telling;
use crate::publish::{Delta, Done, Release, There};
use crate::source::Sources;

/// Grows when a field changes its meaning or disappears; new fields may come without it.
const VERSION: u32 = 1;

/// How many paths of each sort are named; the sum tells of the rest.
const NAMED: usize = 20;

/// A publish that is done, or shown.
pub struct Told<'a> {
    /// The place's.
    pub name: &'a str,
    pub there: &'a There,
    pub telling: &'a Telling,
    pub release: &'a Release,
    pub delta: &'a Delta,
    pub dry_run: bool,
    /// Whether earlier releases are kept in the place.
    pub earlier: bool,
    pub done: Done,
    /// How many earlier releases were removed.
    pub purged: usize,
}

impl Told<'_> {
    /// Whether anything is to be done in the place.
    pub fn is_something(&self) -> bool {
        !self.delta.is_empty() || self.there.unfinished
    }

    /// Whether releases that are kept have what this one takes out.
    fn kept(&self) -> bool {
        let redacts = self.telling.told.iter().any(|told| told.kind == ChangeKind::Redacted);
        redacts && self.earlier && self.there.release.is_some()
    }

    /// Says it, in the format that was asked for.
    pub fn tell(&self, findings: &[Diagnostic], sources: &Sources, format: &str, context: &Context) {
        if format == "json" {
            return say(&self.json(findings));
        }
        print_findings(findings, &[], sources, format, context);
        if format == "text" {
            tell(context, &self.text(Lang::Sv), &self.text(Lang::En));
        }
    }

    fn json(&self, findings: &[Diagnostic]) -> String {
        let (new, changed) = self.delta.new_and_changed();
        let stands = self.there.release.as_ref().map_or(0, |release| release.number);
        let document = json!({
            "version": VERSION,
            "place": self.name,
            "dry-run": self.dry_run,
            "errors": 0,
            "warnings": findings.iter().filter(|found| found.severity == Severity::Warning).count(),
            "release": if self.is_something() && !self.dry_run { self.release.number } else { stands },
            "files": self.release.files.len(),
            "new": new,
            "changed": changed,
            "removed": self.delta.removed,
            "bytes": self.delta.bytes,
            "told": self.telling.told.iter().map(|told| json!({ "record": told.record, "text": told.text })).collect::<Vec<_>>(),
            "mended": self.there.changed,
            "left": self.done.left,
            "purged": self.purged,
            "redacted-words-kept": self.kept(),
        });
        format!("{document:#}\n")
    }

    fn text(&self, lang: Lang) -> String {
        let (new, changed) = self.delta.new_and_changed();
        let told: Vec<String> = self.telling.told.iter().map(|told| format!("{}: {}", told.record, told.text)).collect();
        let planned = |paths| if self.dry_run { paths } else { Vec::new() };
        let lists: [(Both, Vec<&str>); 6] = [
            (Both("Nya", "New"), planned(new)),
            (Both("Ändrade", "Changed"), planned(changed)),
            (Both("Borttagna", "Removed"), planned(self.delta.removed.iter().map(String::as_str).collect())),
            (Both("Nytt i content/changes.toml", "New in content/changes.toml"), told.iter().map(String::as_str).collect()),
            (
                Both("Ändrade av någon annan på platsen, läggs tillbaka", "Changed by somebody else in the place, put back"),
                self.there.changed.iter().map(String::as_str).collect(),
            ),
            (
                Both("Bytta av någon annan på platsen, får ligga kvar", "Replaced by somebody else in the place, left there"),
                self.done.left.iter().map(String::as_str).collect(),
            ),
        ];
        let lists: String = lists.iter().map(|(heading, paths)| list(heading.get(lang), paths, lang)).collect();
        let purged = match (self.purged, lang) {
            (0, _) => String::new(),
            (count, Lang::Sv) => format!("Tidigare utgåvor borttagna: {}.\n", grouped(count)),
            (count, Lang::En) => format!("Earlier releases removed: {}.\n", grouped(count)),
        };
        let kept = match (self.kept(), lang) {
            (false, _) => "",
            (true, Lang::Sv) => "Tidigare utgåvor på platsen har kvar orden som är borttagna. Ta bort dem också: insyn publish --redact\n",
            (true, Lang::En) => {
                "Earlier releases in the place still have the words that were taken out. Remove them too: insyn publish --redact\n"
            }
        };
        format!("{lists}{}: {}\n{purged}{kept}", self.name, self.sum(lang))
    }

    /// All of it in a sentence.
    fn sum(&self, lang: Lang) -> String {
        if !self.is_something() {
            return Both("inget hade ändrats, inget skickades.", "nothing had changed, nothing was sent.").get(lang).to_owned();
        }
        let (new, changed) = self.delta.new_and_changed();
        let (new, changed, removed) = (grouped(new.len()), grouped(changed.len()), grouped(self.delta.removed.len()));
        let (files, size, number) = (grouped(self.release.files.len()), size(self.delta.bytes, lang), self.release.number);
        match (self.dry_run, lang) {
            (true, Lang::Sv) => format!("{new} nya, {changed} ändrade och {removed} borttagna filer, {size} att skicka. Inget är ändrat."),
            (true, Lang::En) => format!("{new} new, {changed} changed and {removed} removed files, {size} to send. Nothing is changed."),
            (false, Lang::Sv) => {
                format!("utgåva {number} är ute, {files} filer: {new} nya, {changed} ändrade, {removed} borttagna, {size} skickade.")
            }
            (false, Lang::En) => {
                format!("release {number} is out, {files} files: {new} new, {changed} changed, {removed} removed, {size} sent.")
            }
        }
    }
}

/// Says which release readers have again.
pub fn back(name: &str, release: &Release, format: &str, context: &Context) {
    let (number, published) = (release.number, &release.published);
    if format == "json" {
        let document = json!({ "version": VERSION, "place": name, "release": number, "published": published, "rollback": true });
        return say(&format!("{document:#}\n"));
    }
    tell(
        context,
        &format!("{name}: läsarna har åter utgåva {number}, från {published}.\nNästa publicering lägger ut det som då står i content.\n"),
        &format!("{name}: readers have release {number} of {published} again.\nThe next publishing puts out what content says then.\n"),
    );
}

/// Paths under a heading, the first of them when they are many.
fn list(heading: &str, paths: &[&str], lang: Lang) -> String {
    if paths.is_empty() {
        return String::new();
    }
    let lines: String = paths.iter().take(NAMED).map(|path| format!("  {path}\n")).collect();
    let rest = paths.len().saturating_sub(NAMED);
    let rest = if rest > 0 { format!("  … {} {}\n", grouped(rest), Both("till", "more").get(lang)) } else { String::new() };
    format!("{heading}:\n{lines}{rest}")
}

/// An amount of bytes as people say it.
fn size(bytes: u64, lang: Lang) -> String {
    let (amount, unit) = match bytes {
        0..1000 => return format!("{bytes}\u{a0}byte"),
        1000..1_000_000 => (bytes as f64 / 1e3, "kB"),
        _ => (bytes as f64 / 1e6, "MB"),
    };
    let number = format!("{amount:.1}");
    format!("{}\u{a0}{unit}", if lang == Lang::Sv { number.replace('.', ",") } else { number })
}
