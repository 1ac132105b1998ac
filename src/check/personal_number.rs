//! Personal identity numbers are not published: not in a text, not in a name of a file, not in anything that is made of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Local, Rule, Run};
use crate::content::site::SiteConfig;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::parse::Documents;
use crate::personal::{Number, numbers, numbers_in_name};
use crate::source::Sources;
use crate::span::{SourceId, Span};

pub static LINT: Lint = Lint {
    name: "personal-number",
    severity: Severity::Error,
    title: Both("Personnummer", "Personal identity number"),
    why: Both(
        "Personnummer och samordningsnummer får bara behandlas när det är klart motiverat (3 kap. 10 § dataskyddslagen, 2018:218), och på en öppen webbplats är det aldrig det.",
        "Personal identity numbers and coordination numbers may be processed only when clearly justified (the Data Protection Act, 2018:218, chapter 3, section 10), which on an open website is never so.",
    ),
    manual: Both(
        "Programmet letar efter personnummer, samordningsnummer och nummer med bokstav i allt som skrivs (också kommentarer, lagrade handlingar, teman och filnamn) och i allt som byggs (sidor, tabeller, bilder som SVG, kalendrar, sökning, bilagor; i en PDF också formulär, anteckningar och egenskaper, i ett sparat brev dess bilagor). Ett nummer hittas också när det är delat av taggar eller skrivet med hårda blanksteg, olika streck, osynliga tecken, entiteter eller andra siffror än våra. Numret skrivs aldrig ut helt, varken här eller i någon rapport.\n\nDatum och kontrollsiffra ska stämma. Tolv siffror, eller tio med skiljetecken, är ett fel och stoppar bygget. Tio siffror utan skiljetecken ger en varning, om inte ordet personnummer eller född står intill. I ett filnamn kan 20201110-1530 vara en tidpunkt och ger en varning. Regeln kan inte stängas av eller mildras.\n\nEn bilaga som är skyddad med lösenord, en PDF av inskannade sidor utan text, en fil från Office före 2007, en RTF-fil och det som är packat på annat sätt än zip och gzip går inte att leta i. Bygget säger vilka det är; den som har läst igenom en sådan fil skriver det i content/site.toml, med raderna som fyndet ger.\n\nFel:   Ansökan från ÅÅÅÅMMDD-NNNN\nRätt:  Ansökan från en sökande\n\nÄr det inte ett personnummer utan något annat som råkar se likadant ut: lägg raderna som fyndet ger i content/site.toml, med skälet.\n\n[[not-personal]]\nfingerprint = \"…\"\nreason = \"Artikelnummer i upphandlingen\"\n\nFingeravtrycket gäller just det värdet i just den här kommunen. Det går att räkna ut numret ur det för den som har tid, så det hör hemma i källorna och publiceras aldrig.",
        "The program looks for personal identity numbers, coordination numbers and numbers with a letter in everything that is written (comments, stored documents, themes and file names too) and in everything that is built (pages, tables, pictures as SVG, calendars, the search, attachments; in a PDF its forms, notes and properties too, in a saved letter its attachments). A number is found also when it is split by tags or written with no-break spaces, other dashes, invisible signs, entities or other digits than ours. It is never written out in full, here or in any report.\n\nDate and check digit must be right. Twelve digits, or ten with a separator, are an error and stop the build. Ten digits without a separator are a warning, unless personnummer or född stands beside them. In a file name 20201110-1530 may be a time, and is a warning. The rule cannot be turned off or made milder.\n\nAn attachment that is protected by a password, a PDF of scanned pages without text, a file of Office before 2007, an RTF file and what is packed otherwise than by zip and gzip cannot be searched. The build says which they are; whoever has read such a file through says so in content/site.toml, with the lines that the finding gives.\n\nWrong: Application by YYYYMMDD-NNNN\nRight: Application by an applicant\n\nIf it is no personal number but something else that happens to look like one: put the lines that the finding gives in content/site.toml, with the reason.\n\n[[not-personal]]\nfingerprint = \"…\"\nreason = \"Article number of the procurement\"\n\nThe fingerprint holds for that one value in this municipality. Whoever has the time can work out the number from it, so it belongs in the sources and is never published.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// The values that a site has said are no person's, and the names that other values have in it.
pub struct Known<'a> {
    municipality: &'a str,
    fingerprints: FxHashSet<&'a str>,
    told: FxHashMap<String, String>,
}

impl<'a> Known<'a> {
    pub fn of(config: &'a SiteConfig) -> Self {
        let fingerprints = config.not_personal.iter().map(|known| &*known.fingerprint.text).collect();
        Self { municipality: &config.municipality.name.text, fingerprints, told: FxHashMap::default() }
    }

    /// Whether nobody has said that a number is no person's.
    pub fn has_not(&mut self, number: &Number) -> bool {
        self.unknown(number).is_some()
    }

    /// The fingerprint of a number, unless it is known to be no person's.
    fn unknown(&mut self, number: &Number) -> Option<&str> {
        let fingerprint = self.told.entry(number.value.clone()).or_insert_with(|| number.fingerprint(self.municipality));
        if self.fingerprints.contains(&**fingerprint) { None } else { Some(fingerprint) }
    }
}

fn run(local: &Local) -> Vec<Diagnostic> {
    let text = &local.document.text;
    let found = numbers(&text.content);
    let named = numbers_in_name(&text.path);
    if found.is_empty() && named.is_empty() {
        return Vec::new();
    }
    let mut known = Known::of(local.settings.config);
    [in_text(text.id, &found, &mut known), in_name(&text.path, &named, &mut known)].concat()
}

/// Numbers in files that are no documents: themes, copies that somebody's edits left, and the names of everything that is passed on.
pub fn beside_documents(config: &SiteConfig, documents: &Documents, sources: &Sources) -> Vec<Diagnostic> {
    // Both stand in the order of their paths.
    let mut read = documents.documents.iter().map(|document| document.text.id).peekable();
    let mut known = Known::of(config);
    let mut found = Vec::new();
    for text in sources.texts.iter().filter(|text| read.next_if_eq(&text.id).is_none()) {
        found.extend(in_text(text.id, &numbers(&text.content), &mut known));
        found.extend(in_name(&text.path, &numbers_in_name(&text.path), &mut known));
    }
    for path in sources.blobs.iter().map(|blob| &blob.path).chain(sources.unread.iter().map(|file| &file.path)) {
        found.extend(in_name(path, &numbers_in_name(path), &mut known));
    }
    found
}

fn in_text(source: SourceId, found: &[Number], known: &mut Known) -> Vec<Diagnostic> {
    let told = found.iter().filter_map(|number| {
        let fingerprint = known.unknown(number)?.to_owned();
        let shown = number.masked();
        let (sv, en) = match number.sure {
            true => (format!("Här står ett personnummer: {shown}."), format!("This is a personal identity number: {shown}.")),
            false => (format!("Det här kan vara ett personnummer: {shown}."), format!("This may be a personal identity number: {shown}.")),
        };
        Some(weighed(Diagnostic::new(&LINT, Span::new(source, number.range.clone()), sv, en), number, &fingerprint))
    });
    told.collect()
}

fn in_name(path: &str, found: &[Number], known: &mut Known) -> Vec<Diagnostic> {
    let told = found.iter().filter_map(|number| {
        let fingerprint = known.unknown(number)?.to_owned();
        let shown = number.masked();
        let (sv, en) = match number.sure {
            true => (
                format!("Filens namn innehåller ett personnummer: {shown}."),
                format!("The file's name holds a personal identity number: {shown}."),
            ),
            false => (
                format!("Filens namn innehåller något som kan vara ett personnummer: {shown}."),
                format!("The file's name holds what may be a personal identity number: {shown}."),
            ),
        };
        Some(weighed(Diagnostic::new(&LINT, Span::start_of(SourceId::of(path)), sv, en), number, &fingerprint))
    });
    told.collect()
}

/// The finding about a number in files that were made: `outputs` names the first of them, and `more` counts the others. `source` is where
/// the number stands, if it stands anywhere as it is.
pub fn in_outputs(number: &Number, outputs: &[String], more: usize, source: Option<Span>, known: &mut Known) -> Option<Diagnostic> {
    let fingerprint = known.unknown(number)?.to_owned();
    let shown = number.masked();
    let files = outputs.join(", ");
    let (rest_sv, rest_en) =
        if more > 0 { (format!(" och {more} filer till"), format!(" and {more} files more")) } else { Default::default() };
    let (sv, en) = match number.sure {
        true => (
            format!("Ett personnummer, {shown}, skulle publiceras i {files}{rest_sv}."),
            format!("A personal identity number, {shown}, would be published in {files}{rest_en}."),
        ),
        false => (
            format!("Något som kan vara ett personnummer, {shown}, publiceras i {files}{rest_sv}."),
            format!("What may be a personal identity number, {shown}, is published in {files}{rest_en}."),
        ),
    };
    let first = Span::start_of(SourceId::of(outputs.first().map_or("", String::as_str)));
    Some(weighed(Diagnostic::new(&LINT, source.unwrap_or(first), sv, en), number, &fingerprint))
}

/// The finding about a file at `path` that is passed on though nobody could look for numbers in it, unless a person has: the site says so by
/// the fingerprint of its bytes.
pub fn not_looked_through(config: &SiteConfig, path: &str, why: &Words, fingerprint: &str) -> Option<Diagnostic> {
    if config.not_personal.iter().any(|known| &*known.fingerprint == fingerprint) {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let (sv, en) = (
        format!("Ingen har kunnat leta efter personnummer i {name}: filen {}.", why.sv),
        format!("Nobody could look for personal identity numbers in {name}: the file {}.", why.en),
    );
    let mut diagnostic = Diagnostic::new(&LINT, Span::start_of(SourceId::of(path)), sv, en);
    diagnostic.severity = Severity::Warning;
    Some(
        diagnostic
            .help(
                "Byt helst ut filen mot en som går att läsa och söka i. Har någon läst igenom den: lägg raderna nedan i content/site.toml och skriv vem och när.",
                "Rather replace the file by one that can be read and searched. If somebody has read it through: put the lines below in content/site.toml and say who and when.",
            )
            .paste(format!("[[not-personal]]\nfingerprint = \"{fingerprint}\"\nreason = \"\"")),
    )
}

/// Adds what to do; what is not sure is a warning.
fn weighed(mut diagnostic: Diagnostic, number: &Number, fingerprint: &str) -> Diagnostic {
    if !number.sure {
        diagnostic.severity = Severity::Warning;
    }
    diagnostic
        .help(
            "Ta bort numret. Är det inget personnummer: lägg raderna nedan i content/site.toml och skriv varför.",
            "Remove the number. If it is no personal number: put the lines below in content/site.toml and say why.",
        )
        .paste(format!("[[not-personal]]\nfingerprint = \"{fingerprint}\"\nreason = \"\""))
}
