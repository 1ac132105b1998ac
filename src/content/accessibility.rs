//! The accessibility statement: `content/accessibility.toml`.
//!
//! Source: the Swedish law on accessibility of digital public service (2018:1937), and Digg's guidance on what a statement
//! must hold. Who owns the site, and what it is called, stand in `site.toml`; the rest has no default.

use super::common::Silence;
use super::site::Desk;
use super::value::{Date, Day, Text, Web};
use crate::diagnostic::Both;
use crate::{choice, record};

/// Where it stands.
pub const PATH: &str = "content/accessibility.toml";

/// What it is called, and the words that lead to it.
pub const NAME: Both = Both("tillgänglighetsredogörelse", "accessibility-statement");

pub const ABOUT: Both = Both(
    "Tillgänglighetsredogörelsen: hur tillgänglig webbplatsen är, hur det har bedömts och vad som brister.",
    "The accessibility statement: how accessible the site is, how that was assessed and what is at fault.",
);

/// What the site is tested against unless the statement says otherwise; the guidelines that it builds on stand among the theme's words.
pub const STANDARD: &str = "EN 301 549 V3.2.1 (2021-03)";

/// Who watches over the law, likewise, and where one complains.
pub const AUTHORITY: (&str, &str) = ("Myndigheten för digital förvaltning (Digg)", "https://www.digg.se/tdosanmalan");

choice! {
    /// How far the site meets the law, in the law's words.
    pub enum Conformance {
        Full = "helt förenlig" / "fully-compliant",
        Partial = "delvis förenlig" / "partially-compliant",
        Not = "inte förenlig" / "not-compliant",
    }
}

choice! {
    /// In whose use a fault gets in the way, in the order in which Digg lists them.
    pub enum Situation {
        NoVision = "utan syn" / "without-vision",
        LimitedVision = "nedsatt syn" / "limited-vision",
        NoColour = "utan färgseende" / "without-colour-vision",
        NoHearing = "utan hörsel" / "without-hearing",
        LimitedHearing = "nedsatt hörsel" / "limited-hearing",
        NoVoice = "utan röst" / "without-voice",
        LimitedHand = "nedsatt finmotorik eller styrka" / "limited-fine-motor-skills-or-strength",
        LimitedReach = "nedsatt rörlighet" / "limited-reach",
        Flicker = "känslighet för flimmer" / "sensitivity-to-flicker",
        Cognition = "nedsatt kognition" / "limited-cognition",
    }
}

choice! {
    /// Who has assessed the site.
    pub enum Method {
        Own = "självskattning" / "self-assessment",
        External = "extern granskning" / "external-review",
        Both = "självskattning och extern granskning" / "self-assessment-and-external-review",
    }
}

record! {
    /// Something on the site that somebody cannot use.
    pub struct Fault {
        what: Text = "what", "Brist" / "Fault", "Vad som inte fungerar, och var." / "What does not work, and where.", r#""Kartan i avsnittet om skolor går inte att använda med tangentbord.""#;
        situations: Vec<Situation> = "situation", "Användning" / "Use", "I vilken användning bristen märks." / "In which use it is noticed.", r#"["utan syn", "nedsatt rörlighet"]"#;
        criteria: Vec<Text> = "criterion", "Krav" / "Criteria", "Kraven i riktlinjerna som inte uppfylls." / "The criteria of the guidelines that are not met.", r#"["WCAG 2.1.1"]"#;
        reason: Text = "reason", "Skäl" / "Reason", "Varför det är så." / "Why it is so.", r#""Kartan levereras av någon annan och byts ut när avtalet går ut.""#;
        alternative: Option<Text> = "alternative", "Alternativ" / "Alternative", "Var samma innehåll går att nå, om det går." / "Where the same content can be had, if it can.", r#""Samma uppgifter står i tabellen under kartan.""#;
        mended: Option<Date> = "mended", "Åtgärdas" / "To be mended", "När bristen ska vara åtgärdad, om det är bestämt." / "When it is to be mended, if that is decided.", r#""2027""#;
    }
}

record! {
    /// Content that the municipality says would be unreasonably burdensome to adapt.
    pub struct Burden {
        what: Text = "what", "Innehåll" / "Content", "Innehållet som inte anpassas." / "The content that is not adapted.", r#""Inskannade protokoll från före 2010""#;
        reason: Text = "reason", "Skäl" / "Reason", "Varför anpassningen är oskäligt betungande." / "Why adapting it is unreasonably burdensome.", r#""Protokollen är 4 000 sidor och läses sällan.""#;
        alternative: Option<Text> = "alternative", "Alternativ" / "Alternative", "Var samma innehåll går att nå, om det går." / "Where the same content can be had, if it can.", r#""Registratorn läser upp eller skriver av på begäran.""#;
    }
}

record! {
    /// Content that the law does not cover.
    pub struct Exempt {
        what: Text = "what", "Innehåll" / "Content", "Innehållet som lagen inte omfattar." / "The content that the law does not cover.", r#""Direktsända möten""#;
        reason: Option<Text> = "reason", "Skäl" / "Reason", "Varför lagen inte omfattar det." / "Why the law does not cover it.", r#""Direktsändningar omfattas inte.""#;
    }
}

record! {
    /// Who watches over the law.
    pub struct Authority {
        name: Text = "name", "Myndighet" / "Authority", "Myndighetens namn." / "The authority's name.", r#""Myndigheten för digital förvaltning (Digg)""#;
        page: Web = "page", "Anmälan" / "Complaints", "Sidan där man anmäler brister." / "The page where one complains.", r#""https://www.digg.se/tdosanmalan""#;
    }
}

record! {
    pub struct Accessibility {
        conformance: Conformance = "conformance", "Förenlighet" / "Conformance", "Hur väl webbplatsen uppfyller lagen." / "How far the site meets the law.", r#""delvis förenlig""#;
        assessed: Day = "assessed", "Bedömd" / "Assessed", "Dagen för den senaste bedömningen." / "The day of the latest assessment.", r#""2026-03-13""#;
        updated: Day = "updated", "Uppdaterad" / "Updated", "Dagen då redogörelsen senast uppdaterades." / "The day when the statement was last updated.", r#""2026-03-13""#;
        method: Method = "method", "Metod" / "Method", "Hur webbplatsen har bedömts." / "How the site was assessed.", r#""självskattning""#;
        assessed_by: Option<Text> = "assessed-by", "Bedömd av" / "Assessed by", "Den som har gjort bedömningen." / "Who made the assessment.", r#""Webbredaktionen""#;
        tested: Vec<Text> = "tested", "Testat" / "Tested", "Vad som har testats, och med vad." / "What was tested, and with what.", r#"["Alla sidor med axe 4.14"]"#;
        not_tested: Vec<Text> = "not-tested", "Inte testat" / "Not tested", "Vad som inte har testats." / "What was not tested.", r#"["Med skärmläsare av den som är van"]"#;
        note: Option<Text> = "note", "Kommentar" / "Note", "Något läsare bör veta om redogörelsen." / "What readers should know about the statement.", r#""exempel""#;
        body: Option<Text> = "body", "Offentlig aktör" / "Public body", "Den som står bakom webbplatsen, om det inte är kommunen i site.toml." / "Who is behind the site, unless it is the municipality in site.toml.", r#""Nacka kommun""#;
        service: Option<Text> = "service", "Tjänst" / "Service", "Webbplatsens namn, om det inte är det i site.toml." / "The site's name, unless it is the one in site.toml.", r#""Insyn i Nacka""#;
        standard: Option<Text> = "standard", "Standard" / "Standard", "Standarden och dess version, om det inte är den vanliga." / "The standard and its version, unless it is the usual one.", r#""EN 301 549 V3.2.1 (2021-03)""#;
        guidelines: Option<Text> = "guidelines", "Riktlinjer" / "Guidelines", "Riktlinjerna och nivån, om det inte är de vanliga." / "The guidelines and the level, unless they are the usual ones.", r#""WCAG 2.1, nivå AA""#;
        feedback: Option<Desk> = "feedback", "Synpunkter" / "Feedback", "Dit läsare rapporterar brister, om det inte är samma som i site.toml." / "Where readers report faults, unless it is as in site.toml.", r#"{ email = "webb@example.se" }"#;
        authority: Option<Authority> = "authority", "Tillsyn" / "Authority", "Tillsynsmyndigheten, om det inte är Digg." / "The authority that watches over the law, unless it is Digg.", r#"{ name = "", page = "https://www.example.se" }"#;
        faults: Vec<Fault> = "fault", "Brister" / "Faults", "Allt som är känt och inte är tillgängligt. Filer som inte är taggade listas av sig själva." / "All that is known not to be accessible. Files that are not tagged are listed by themselves.", r#"[{ what = "", reason = "" }]"#;
        burdens: Vec<Burden> = "burden", "Oskäligt betungande" / "Unreasonable burdens", "Innehåll som undantas som oskäligt betungande att anpassa (12 §)." / "Content that is exempted as unreasonably burdensome to adapt (section 12).", r#"[{ what = "", reason = "" }]"#;
        exempt: Vec<Exempt> = "exempt", "Utanför lagen" / "Outside the law", "Innehåll som lagen inte omfattar (9 §)." / "Content that the law does not cover (section 9).", r#"[{ what = "" }]"#;
        silence: Vec<Silence> = "silence", "Tystat" / "Silenced", "Det som en regel finner här men som får vara så, och varför." / "What a rule finds here but may be so, and why.", r#"[{ rule = "", reason = "" }]"#;
    }
}
