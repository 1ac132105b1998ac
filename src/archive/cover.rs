//! What an archive asks of whoever hands something over: who made it, of what time it is, which cases it has.

use serde_json::json;

use crate::content::case::Case;
use crate::content::value::Period;
use crate::diagnostic::Both;
use crate::house::House;
use crate::source::Sources;
use crate::spoken::base;

/// The cover of a package.
pub struct Cover {
    /// Who archives it ("arkivbildare").
    pub creator: String,
    pub reference: Option<String>,
    municipality: String,
    organisation_number: Option<String>,
    title: String,
    address: Option<String>,
    /// The time that it is of, as it was written and as days.
    period: Period,
    day: jiff::civil::Date,
    /// Number, where it is known, and title.
    cases: Vec<(Option<String>, String)>,
    swedish: bool,
}

impl Cover {
    /// The cover of a site on the day of its sources.
    pub fn of(house: &House, sources: &Sources, period: Period) -> Self {
        let config = &house.site.config;
        let municipality = config.municipality.name.text.clone();
        let archive = config.archive.as_ref();
        let number = |case: &Case| case.number.as_ref().map(|number| number.text.clone());
        let cases = house.site.each::<Case>().map(|(_, record, case)| (number(case), record.common.title.text.clone()));
        let mut cases: Vec<_> = cases.collect();
        cases.sort();
        Self {
            creator: archive.map_or_else(|| municipality.clone(), |archive| archive.creator.text.clone()),
            reference: archive.and_then(|archive| archive.reference.as_ref()).map(|reference| reference.text.clone()),
            municipality,
            organisation_number: config.municipality.organisation_number.as_ref().map(|number| number.text.clone()),
            title: config.title.text.clone(),
            address: config.base_url.as_ref().map(|web| web.url.clone()),
            period,
            day: sources.today,
            cases,
            swedish: base(config.language()) == "sv",
        }
    }

    fn said(&self, words: Both) -> &'static str {
        if self.swedish { words.0 } else { words.1 }
    }

    /// First and last day: ISO 8601.
    fn days(&self) -> (String, Option<String>) {
        (self.period.first().to_string(), self.period.last().map(|day| day.to_string()))
    }

    /// For programs.
    pub fn json(&self) -> String {
        let (first, last) = self.days();
        let cases = self.cases.iter().map(|(number, title)| json!({ "diarienummer": number, "rubrik": title }));
        let cover = json!({
            "arkivbildare": self.creator,
            "arkivreferens": self.reference,
            "kommun": self.municipality,
            "organisationsnummer": self.organisation_number,
            "webbplats": self.title,
            "adress": self.address,
            "period": { "forsta": first, "sista": last },
            "uttagen": self.day.to_string(),
            "program": format!("insyn {}", env!("CARGO_PKG_VERSION")),
            "arenden": cases.collect::<Vec<_>>(),
        });
        format!("{cover:#}\n")
    }

    /// For people.
    pub fn read_me(&self) -> String {
        let (first, last) = self.days();
        let last = last.unwrap_or_default();
        let cases: String = self
            .cases
            .iter()
            .map(|(number, title)| {
                format!("  {}  {title}\n", number.as_deref().unwrap_or(self.said(Both("(inget diarienummer)", "(no case number)"))))
            })
            .collect();
        let (title, creator, day) = (&self.title, &self.creator, self.day);
        if self.swedish {
            format!(
                "{title}\n\nArkivbildare: {creator}\nPeriod: {first} – {last}\nUttagen: {day}\n\n\
                 webbplats/      webbplatsen som läsare såg den; öppna index.html i en webbläsare\n\
                 underlag/       det som webbplatsen är gjord av: texter (Markdown och TOML), filer, tema\n\
                 poster/         samma uppgifter som JSON\n\
                 andringar.json  vad som har ändrats sedan det publicerades\n\
                 omslag.json     omslagets uppgifter, för program\n\n\
                 Utkast och annat som aldrig publicerats är inte med, inte heller var webbplatsen publiceras (publish) och\n\
                 vad som inte är personnummer (not-personal). En fil där något sådant stod är omskriven utan det och\n\
                 utan kommentarer. Kontrollsummorna står i manifest-sha256.txt, en nivå upp (BagIt, RFC 8493).\n\nÄrenden:\n{cases}"
            )
        } else {
            format!(
                "{title}\n\nCreator of the archive: {creator}\nPeriod: {first} – {last}\nTaken out: {day}\n\n\
                 webbplats/      the site as readers saw it; open index.html in a browser\n\
                 underlag/       what the site is made of: texts (Markdown and TOML), files, theme\n\
                 poster/         the same facts as JSON\n\
                 andringar.json  what has changed since it was published\n\
                 omslag.json     the facts of this cover, for programs\n\n\
                 Drafts and what was never published are not here, nor where the site is published to (publish) and\n\
                 what is no personal number (not-personal). A file that held such things is written anew without them\n\
                 and without comments. The checksums stand in manifest-sha256.txt, one level up (BagIt, RFC 8493).\n\nCases:\n{cases}"
            )
        }
    }

    /// `bag-info.txt`: RFC 8493, section 2.2.2, and what it has no names for in the words of the archive.
    pub(super) fn bag_info(&self, bytes: u64, files: usize) -> String {
        let (first, last) = self.days();
        let mut lines = vec![
            ("Source-Organization", self.municipality.clone()),
            ("External-Description", self.title.clone()),
            ("Bagging-Date", self.day.to_string()),
            ("Payload-Oxum", format!("{bytes}.{files}")),
            ("Bag-Software-Agent", format!("insyn {}", env!("CARGO_PKG_VERSION"))),
            ("Arkivbildare", self.creator.clone()),
            ("Period", format!("{first}/{}", last.unwrap_or_default())),
        ];
        let optional = [
            ("External-Identifier", &self.reference),
            ("Organisationsnummer", &self.organisation_number),
            ("Internal-Sender-Identifier", &self.address),
        ];
        lines.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
        lines.extend(self.cases.iter().filter_map(|(number, _)| Some(("Diarienummer", number.clone()?))));
        // A value stands on one line.
        lines.iter().map(|(name, value)| format!("{name}: {}\n", value.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    }
}
