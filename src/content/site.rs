//! The site itself: `content/site.toml`.

use super::common::{AnyRef, ServiceRef, Silence};
use super::value::{Free, Id, Origin, Phone, Text, Web};
use crate::{choice, record};

record! {
    pub struct Municipality {
        name: Text = "name", "Kommun" / "Municipality", "Kommunens namn." / "The municipality's name.", r#""Nacka kommun""#;
        code: Option<Text> = "code", "Kommunkod" / "Code", "Kommunkoden, fyra siffror som text." / "The municipal code, four digits as text.", r#""0182""#;
        organisation_number: Option<Text> = "organisation-number", "Organisationsnummer" / "Organisation number", "Kommunens organisationsnummer." / "The municipality's organisation number.", r#""212000-0167""#;
    }
}

record! {
    /// An entry of the main menu.
    pub struct Navigation {
        title: Text = "title", "Rubrik" / "Title", "Ordet i menyn." / "The word in the menu.", r#""Stöd och råd""#;
        to: Text = "to", "Till" / "To", "Mappen vars register länken leder till, eller mapp och id för en sida." / "The folder whose register the link leads to, or folder and id of a page.", r#""guides""#;
    }
}

record! {
    pub struct Desk {
        title: Option<Text> = "title", "Namn" / "Name", "Vad man når." / "What one reaches.", r#""Kommunens växel""#;
        phone: Option<Phone> = "phone", "Telefon" / "Phone", "Numret som det ska visas." / "The number as it shall be shown.", r#""08-000 00 00""#;
        email: Option<Text> = "email", "E-post" / "Email", "E-postadressen." / "The email address.", r#""registrator@example.se""#;
        page: Option<Web> = "page", "Webbsida" / "Web page", "Sidan med kontaktuppgifter." / "The page with contact details.", r#""https://www.example.se""#;
        hours: Option<Text> = "hours", "Tider" / "Hours", "När någon svarar." / "When somebody answers.", r#""vardagar 8–16""#;
        note: Option<Text> = "note", "Kommentar" / "Note", "Till exempel att uppgiften är ett exempel." / "For example that this is an example.", r#""exempel""#;
    }
}

record! {
    /// How somebody who does not know the main language reaches the municipality.
    pub struct LanguageContact {
        lang: Id = "lang", "Språk" / "Language", "Språkets kod." / "The code of the language.", r#""ar""#;
        words: Text = "words", "Så gör man" / "What to do", "Hur man når kommunen på språket, skrivet på det språket." / "How to reach the municipality in the language, written in it.", r#""اتصل بنا بالعربية""#;
        phone: Option<Phone> = "phone", "Telefon" / "Phone", "Numret som det ska visas." / "The number as it shall be shown.", r#""08-000 00 00""#;
    }
}

record! {
    /// What the site itself says, in another of its languages.
    pub struct SiteTranslation {
        lang: Id = "lang", "Språk" / "Language", "Språkets kod." / "The code of the language.", r#""en""#;
        words: Free = "words", "Ord" / "Words", "Ord i den här filen, och samma ord på det andra språket." / "Words of this file, and the same words in the other language.", r#"{ "Stöd och råd" = "Support and advice" }"#;
    }
}

record! {
    /// Who hands the site over to the archive.
    pub struct Archive {
        creator: Text = "creator", "Arkivbildare" / "Creator", "Myndigheten vars arkiv webbplatsen hör till." / "The authority whose archive the site belongs to.", r#""Kommunstyrelsen""#;
        reference: Option<Text> = "reference", "Arkivreferens" / "Archive reference", "Arkivets egen beteckning, om den finns." / "The archive's own reference, if there is one.", r#""SE/Nacka/KS""#;
    }
}

choice! {
    /// What "year 1 after adoption" means: the documents do not say, so the site declares it.
    pub enum YearOne {
        Anniversary = "årsdagen" / "anniversary",
        CalendarYear = "kalenderåret efter" / "calendar-year-after",
    }
}

choice! {
    /// Pages that could embarrass: readers see them only where the site turns them on.
    pub enum Shown {
        Causes = "orsaker" / "causes",
        Unknown = "vad vi inte vet" / "unknown",
        Late = "försenat" / "late",
    }
}

choice! {
    /// Web servers, and hosts, that read their settings from a file beside the pages.
    pub enum Server {
        Nginx = "nginx" / "nginx",
        Apache = "apache" / "apache",
        Iis = "iis" / "iis",
        Hosts = "webbhotell" / "hosts",
    }
}

choice! {
    /// Whether readers are shown only what somebody has approved.
    pub enum Approving {
        Required = "krävs" / "required",
        Free = "frivilligt" / "optional",
    }
}

choice! {
    pub enum Level {
        Error = "fel" / "error",
        Warning = "varning" / "warning",
        Off = "av" / "off",
    }
}

record! {
    /// How a rule weighs on this site. Only warnings can be turned off.
    pub struct RuleSetting {
        rule: Text = "rule", "Regel" / "Rule", "Regelns namn." / "The rule's name.", r#""unknown-organisation""#;
        level: Level = "level", "Nivå" / "Level", "Om regeln ger fel, varning eller inget." / "Whether the rule gives an error, a warning or nothing.", r#""varning""#;
        reason: Text = "reason", "Skäl" / "Reason", "Varför webbplatsen gör så." / "Why the site does so.", r#""Vi lägger in organisationer efter hand.""#;
    }
}

record! {
    /// A value that looks like a personal identity number and is none, or a file that cannot be searched and that somebody has read through.
    pub struct NotPersonal {
        fingerprint: Text = "fingerprint", "Fingeravtryck" / "Fingerprint", "Värdets eller filens fingeravtryck, som fyndet ger det." / "The fingerprint of the value or file, as the finding gives it.", r#""…""#;
        reason: Text = "reason", "Skäl" / "Reason", "Vad värdet är, eller vem som läste filen och när." / "What the value is, or who read the file and when.", r#""Artikelnummer i upphandlingen""#;
    }
}

choice! {
    /// How a place is written to that the site is published to.
    pub enum Reached {
        Folder = "mapp" / "folder",
        S3 = "s3" / "object-storage",
        Sftp = "sftp" / "ssh",
        WebDav = "webdav" / "dav",
    }
}

record! {
    /// A place that `insyn publish` puts the site in. What opens it (passwords, keys) never stands here.
    pub struct PublishTarget {
        name: Id = "name", "Namn" / "Name", "Det som skrivs efter insyn publish." / "What is written after insyn publish.", r#""skarp""#;
        kind: Reached = "kind", "Sort" / "Kind", "Hur platsen nås: mapp, s3, sftp eller webdav." / "How the place is reached: folder, s3, sftp or webdav.", r#""sftp""#;
        to: Text = "to", "Till" / "To", "Mappen eller adressen dit webbplatsen läggs: /srv/insyn, sftp://insyn@webb.example.se/srv/insyn, https://dav.example.se/insyn, s3://insyn/mapp." / "The folder or address that the site is put in: /srv/insyn, sftp://insyn@web.example.se/srv/insyn, https://dav.example.se/insyn, s3://insyn/folder.", r#""sftp://insyn@webb.example.se/srv/insyn""#;
        endpoint: Option<Web> = "endpoint", "Tjänst" / "Endpoint", "Adressen till S3-tjänsten, om det inte är Amazons." / "The address of the S3 service, unless it is Amazon's.", r#""https://s3.example.se""#;
        region: Option<Text> = "region", "Region" / "Region", "S3-tjänstens region." / "The region of the S3 service.", r#""eu-north-1""#;
        in_place: Option<bool> = "in-place", "På plats" / "In place", "Byt filerna en och en i mappen själv, i stället för att byta hela webbplatsen på en gång." / "Replace files one by one in the folder itself, instead of switching the whole site at once.", "true";
        keep: Option<i64> = "keep", "Behåll" / "Keep", "Hur många tidigare utgåvor som ligger kvar att gå tillbaka till; 3 om inget sägs." / "How many earlier editions are kept to go back to; 3 unless it says another number.", "3";
    }
}

record! {
    /// How hard texts may be to read, by the measure LIX.
    pub struct Lix {
        folder: Option<Text> = "folder", "Mapp" / "Folder", "Mappen som det gäller." / "The folder that it is about.", r#""guides""#;
        audience: Option<Text> = "audience", "För vem" / "Audience", "Målgruppen som det gäller, som den står i ett råd." / "The audience that it is about, as a guide says it.", r#""föräldrar""#;
        most: i64 = "most", "Högst" / "Most", "Det högsta värdet." / "The highest value.", "40";
    }
}

record! {
    pub struct SiteConfig {
        title: Text = "title", "Webbplats" / "Site", "Webbplatsens namn." / "The site's name.", r#""Insyn i Nacka""#;
        summary: Option<Text> = "summary", "Om webbplatsen" / "About the site", "Vad webbplatsen är, i en mening." / "What the site is, in a sentence.", r#""Vad kommunen lovat och hur det gick.""#;
        municipality: Municipality = "municipality", "Kommun" / "Municipality", "Kommunen bakom webbplatsen." / "The municipality behind the site.", r#"{ name = "Nacka kommun" }"#;
        languages: Vec<Id> = "languages", "Språk" / "Languages", "Språken på webbplatsen, det vanligaste först." / "The site's languages, the main one first.", r#"["sv"]"#;
        base_url: Option<Web> = "base-url", "Adress" / "Address", "Webbplatsens adress, med undermapp." / "The site's address, with its sub-path.", r#""https://www.nacka.se/insyn/""#;
        theme: Option<Id> = "theme", "Tema" / "Theme", "Temat som sidorna görs med." / "The theme that pages are made with.", r#""medborgare""#;
        servers: Vec<Server> = "servers", "Webbservrar" / "Web servers", "Webbservrarna som bygget skriver inställningar för; alla om inget sägs." / "The web servers that the build writes settings for; all unless it says which.", r#"["nginx"]"#;
        embed_from: Vec<Origin> = "embed-from", "Får bädda in" / "May embed", "Webbplatserna som får visa utdrag ur sidorna i en ram." / "The sites that may show extracts of pages in a frame.", r#"["https://www.example.se"]"#;
        approval: Option<Approving> = "approval", "Godkännande" / "Approval", "Om bara det som är godkänt visas för läsare; frivilligt om inget sägs." / "Whether only what is approved is shown to readers; optional unless it says otherwise.", r#""krävs""#;
        navigation: Vec<Navigation> = "navigation", "Meny" / "Navigation", "Huvudmenyns länkar." / "The main menu's links.", r#"[{ title = "Planer", to = "strategies" }]"#;
        help_line: Vec<ServiceRef> = "help-line", "Hjälprad" / "Help line", "Stöd som visas överst på varje sida." / "Services shown at the top of every page.", r#"["nodnumret"]"#;
        switchboard: Option<Desk> = "switchboard", "Växel" / "Switchboard", "Kommunens växel." / "The municipality's switchboard.", r#"{ phone = "08-000 00 00" }"#;
        registrar: Option<Desk> = "registrar", "Registrator" / "Registrar", "Den som lämnar ut handlingar." / "Who hands out documents.", r#"{ email = "registrator@example.se" }"#;
        feedback: Option<Desk> = "feedback", "Synpunkter" / "Feedback", "Dit läsare rapporterar fel." / "Where readers report faults.", r#"{ email = "webb@example.se" }"#;
        case_number: Option<Text> = "case-number", "Diarienumrets form" / "Case-number pattern", "Diarienumrets form som reguljärt uttryck." / "The case number's form as a regular expression.", r#""[A-Z]{2,6} [0-9]{4}/[0-9]+-[0-9]+""#;
        licence: Option<Web> = "licence", "Licens" / "Licence", "Licensen för webbplatsens data." / "The licence of the site's data.", r#""http://creativecommons.org/publicdomain/zero/1.0/""#;
        archive: Option<Archive> = "archive", "Arkiv" / "Archive", "Vems arkiv webbplatsen hör till; kommunens om inget sägs." / "Whose archive the site belongs to; the municipality's unless it says so.", r#"{ creator = "Kommunstyrelsen" }"#;
        year_one: Option<YearOne> = "year-one", "År 1" / "Year 1", "Hur ”år 1 efter antagandet” läses." / "How “year 1 after adoption” is read.", r#""årsdagen""#;
        page_size: Option<i64> = "page-size", "Rader per sida" / "Rows per page", "Hur många poster ett register visar per sida." / "How many records a register shows per page.", "50";
        small_count: Option<i64> = "small-count", "Minsta antal" / "Smallest count", "Antal personer under detta kräver ett beslut innan de visas; 5 om inget sägs." / "Counts of people below this need a decision before they are shown; 5 unless it says another number.", "5";
        shows: Vec<Shown> = "shows", "Visar" / "Shows", "Sidor som läsare bara ser om webbplatsen visar dem: orsaker, vad ingen vet, vad som är försenat." / "Pages that readers see only if the site shows them: causes, what is unknown, what is late.", r#"["orsaker", "vad vi inte vet", "försenat"]"#;
        rules: Vec<RuleSetting> = "rule", "Regler" / "Rules", "Hur reglerna väger på den här webbplatsen." / "How the rules weigh on this site.", r#"[{ rule = "", level = "varning", reason = "" }]"#;
        lix: Vec<Lix> = "lix", "Lättläst" / "Readability", "Hur högt LIX får vara, per mapp eller målgrupp; 40 för råd och stöd och 60 för annat om inget sägs." / "How high LIX may be, by folder or audience; 40 for guides and services and 60 for others unless it says so.", r#"[{ folder = "guides", most = 40 }]"#;
        check_services: Option<i64> = "check-services", "Kontrollera stöd" / "Check services", "Efter hur många månader ett stöds uppgifter ska kontrolleras igen; 12 om inget sägs." / "After how many months the facts of a service are to be checked again; 12 unless it says another number.", "12";
        silence: Vec<Silence> = "silence", "Tystat" / "Silenced", "Det som en regel finner här men som får vara så, och varför." / "What a rule finds here but may be so, and why.", r#"[{ rule = "", reason = "" }]"#;
        not_personal: Vec<NotPersonal> = "not-personal", "Inga personnummer" / "Not personal", "Värden som ser ut som personnummer men inte är det, och filer som någon har läst igenom." / "Values that look like personal identity numbers and are none, and files that somebody has read through.", r#"[{ fingerprint = "", reason = "" }]"#;
        search: Option<bool> = "search", "Sökning" / "Search", "Om webbplatsen har sökning; det har den om inget sägs." / "Whether the site has a search; it has one unless it says no.", "false";
        search_pages: Option<i64> = "search-pages", "Sökning, antal sidor" / "Search, number of pages", "Hur många sidor sökningen får omfatta innan bygget varnar; 5 000 om inget sägs." / "How many pages the search may cover before the build warns; 5,000 unless it says another number.", "5000";
        publish: Vec<PublishTarget> = "publish", "Publicering" / "Publishing", "Platserna som insyn publish kan lägga webbplatsen på; aldrig lösenord eller nycklar." / "The places that insyn publish can put the site in; never passwords or keys.", r#"[{ name = "skarp", kind = "mapp", to = "/srv/insyn" }]"#;
        addresses: Option<Free> = "addresses", "Adresser" / "Addresses", "Första delen av adresserna per mapp." / "First part of the addresses per folder.", r#"{ strategies = "planer" }"#;
        start: Vec<AnyRef> = "start", "Först på startsidan" / "First on the start page", "Sidorna som startsidan leder till först." / "The pages that the start page leads to first.", r#"["guides/orolig"]"#;
        insyn_version: Option<Text> = "insyn-version", "Version" / "Version", "Programmets version som webbplatsen är skriven för." / "The program's version that the site is written for.", r#""0.1""#;
        language_contacts: Vec<LanguageContact> = "language-contact", "Kontakt på andra språk" / "Contact in other languages", "Hur man når kommunen på andra språk än huvudspråket." / "How to reach the municipality in other languages than the main one.", r#"[{ lang = "ar", words = "" }]"#;
        translations: Vec<SiteTranslation> = "translation", "Översättningar" / "Translations", "Webbplatsens egna ord på andra språk." / "The site's own words in other languages.", r#"[{ lang = "en", words = {} }]"#;
        extra: Option<Free> = "extra", "Eget" / "Extra", "Egna värden för temat." / "Free values for the theme.", "{}";
    }
}

/// Creative Commons Zero, at the address that the national data portal knows it by.
///
/// Source: DCAT-AP-SE 3.0.1, licences.
pub const CC0: &str = "http://creativecommons.org/publicdomain/zero/1.0/";

impl SiteConfig {
    /// The codes of the site's languages, the main one first; Swedish when none is written.
    pub fn codes(&self) -> Vec<&str> {
        if self.languages.is_empty() { vec!["sv"] } else { self.languages.iter().map(|lang| lang.id.as_str()).collect() }
    }

    /// The licence of the site's data: nothing reserved, unless it says otherwise.
    pub fn licence(&self) -> &str {
        self.licence.as_ref().map_or(CC0, |web| &web.url)
    }

    /// The language of pages without a translation.
    pub fn language(&self) -> &str {
        self.languages.first().map_or("sv", |id| id.id.as_str())
    }
}
