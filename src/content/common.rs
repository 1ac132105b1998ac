//! What every record may have, what every fact may lean on, and the references that kinds share.

use super::value::{Day, Fingerprint, Free, Id, Inner, Local, Text};
use crate::{choice, record, references};

references! {
    /// A board, office, unit, group, provider, authority or association.
    OrganisationRef -> ["organisations"], Inner::Never, Local::Never;
    /// An organisation, or a role in one: `socialnamnden`, `sociala-kvalitetsenheten#drogforebyggare`.
    ActorRef -> ["organisations"], Inner::May(&["role"]), Local::Never;
    StrategyRef -> ["strategies"], Inner::Never, Local::Never;
    /// What a result can follow up.
    PlanRef -> ["strategies", "agreements"], Inner::Never, Local::Never;
    /// A goal or an area of a goal, with its plan: `andt-2014-2016#mal-1`.
    GoalRef -> ["strategies"], Inner::Must(&["goal", "area"]), Local::Never;
    /// The same from inside the plan itself: `mal-1`.
    OwnGoalRef -> ["strategies"], Inner::Must(&["goal", "area"]), Local::Own;
    /// The same from a result: the plan is the one that it follows up.
    FollowedGoalRef -> ["strategies", "agreements"], Inner::Must(&["goal", "area"]), Local::Followed;
    /// What a plan says of itself, from inside the plan: `inriktningar`.
    OwnDeclarationRef -> ["strategies"], Inner::Must(&["declares"]), Local::Own;
    /// An action in a plan or in a result.
    ActionRef -> ["strategies", "results"], Inner::Must(&["action"]), Local::Never;
    /// A document of a case: `socn-2015-275-761#bilaga-3`.
    DocumentRef -> ["cases"], Inner::Must(&["document"]), Local::Never;
    DecisionRef -> ["cases"], Inner::Must(&["decision"]), Local::Own;
    MotionRef -> ["cases"], Inner::Must(&["motion"]), Local::Own;
    EnvelopeRef -> ["budgets"], Inner::Must(&["envelope"]), Local::Own;
    BudgetLineRef -> ["budgets"], Inner::Must(&["line", "envelope"]), Local::Never;
    IndicatorRef -> ["indicators"], Inner::Never, Local::Never;
    ServiceRef -> ["services"], Inner::Never, Local::Never;
    AgreementRef -> ["agreements"], Inner::Never, Local::Never;
    TopicRef -> ["topics"], Inner::Never, Local::Never;
    TargetGroupRef -> ["target-groups"], Inner::Never, Local::Never;
    /// Anything at all: `projects/stark-utan-knark`, `andt-2014-2016#mal-1` with its folder before it.
    AnyRef -> [], Inner::May(&[]), Local::Never;
}

record! {
    /// Where a fact stands: the document, and the words in it.
    pub struct Standing {
        source: Option<DocumentRef> = "source", "Källa" / "Source", "Dokumentet som uppgiften är hämtad ur." / "The document that the fact is taken from.", r#""socn-2015-275-761#bilaga-3""#;
        quote: Vec<Text> = "quote", "Citat" / "Quote", "Orden i dokumentet, exakt som de står; bygget kontrollerar att de finns." / "The words of the document, exactly as they stand; the build checks that they are there.", r#""88 procent av försäljningsställena var godkända.""#;
    }
}

record! {
    /// The same fact from several places, or from a place other than the record's own source.
    pub struct Evidence {
        ..standing: Standing;
        of: Text = "of", "Uppgift" / "Fact", "Nyckeln som uppgiften gäller, med punkt mellan nivåerna." / "The key of the fact, with dots between the levels.", r#""adopted.on""#;
        value: Option<Text> = "value", "Värde" / "Value", "Värdet enligt just det här dokumentet." / "The value according to this document.", r#""2014-början""#;
        preferred: bool = "preferred", "Föredras" / "Preferred", "Om webbplatsen ska visa det här värdet när källorna skiljer sig åt." / "Whether the site shows this value when sources differ.", "true";
    }
}

record! {
    /// A fact that somebody has looked for and not found. What nobody has looked for is simply not among the documents here.
    pub struct Absence {
        of: Text = "of", "Uppgift" / "Fact", "Nyckeln som uppgiften skulle ha stått under." / "The key that the fact would have had.", r#""number""#;
        checked_by: Option<ActorRef> = "checked-by", "Kontrollerat av" / "Checked by", "Vem som har letat." / "Who has looked.", r#""registratorn""#;
        checked_on: Option<Day> = "checked-on", "Kontrollerat den" / "Checked on", "Dagen då någon letade." / "The day when somebody looked.", r#""2017-03-13""#;
        note: Option<Text> = "note", "Kommentar" / "Note", "Vad som är känt om saken." / "What is known about it.", r#""Dokumentet bär inget diarienummer.""#;
    }
}

record! {
    /// What a document claims or says in its own words, shown apart from facts.
    pub struct Statement {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn, om något ska kunna hänvisa hit." / "Short name, if something is to refer here.", r#""investering""#;
        text: Text = "text", "Uttalande" / "Statement", "Vad dokumentet säger." / "What the document says.", r#""Satsningen på förebyggande åtgärder kan ses som en investering.""#;
        by: Option<ActorRef> = "by", "Vem säger det" / "Said by", "Organisationen eller rollen bakom orden." / "The organisation or role behind the words.", r#""sociala-kvalitetsenheten""#;
        about: Vec<AnyRef> = "about", "Gäller" / "About", "Det som uttalandet handlar om." / "What the statement is about.", r#"["strategies/andt-2014-2016"]"#;
    }
}

choice! {
    /// How firm a next step is. A plan to discuss is not a promise.
    pub enum Firmness {
        Decided = "beslutad" / "decided",
        Intended = "avsedd" / "intended",
        Discussed = "diskuterad" / "discussed",
    }
}

record! {
    pub struct NextStep {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn, om något ska kunna hänvisa hit." / "Short name, if something is to refer here.", r#""ny-enkat""#;
        text: Text = "text", "Nästa steg" / "Next step", "Vad som ska göras, enligt dokumentet." / "What is to be done, according to the document.", r#""Ett system för uppföljning tas fram.""#;
        firmness: Firmness = "firmness", "Hur säkert" / "How firm", "Om steget är beslutat, avsett eller bara diskuterat." / "Whether the step is decided, intended or only discussed.", r#""avsedd""#;
        who: Vec<ActorRef> = "who", "Vem" / "Who", "Den som ska göra det." / "Who is to do it.", r#""sociala-kvalitetsenheten""#;
        when: Option<super::value::Date> = "when", "När" / "When", "När det ska ske, om dokumentet säger det." / "When, if the document says so.", r#""2015""#;
    }
}

record! {
    /// Holds as long as the record is as it was approved.
    pub struct Approval {
        role: Text = "role", "Roll" / "Role", "Den roll som har godkänt." / "The role that approved.", r#""enhetschef""#;
        date: Day = "date", "Dag" / "Day", "Dagen för godkännandet." / "The day of the approval.", r#""2017-03-13""#;
        fingerprint: Option<Fingerprint> = "fingerprint", "Fingeravtryck" / "Fingerprint", "Fingeravtrycket av det som godkändes; `insyn approve` skriver det." / "The fingerprint of what was approved; `insyn approve` writes it.", r#""""#;
    }
}

record! {
    /// A record that was published and is taken back: its page becomes a notice.
    pub struct Withdrawn {
        date: Day = "date", "Dag" / "Day", "Dagen då sidan drogs tillbaka." / "The day when the page was withdrawn.", r#""2017-03-13""#;
        reason: Text = "reason", "Skäl" / "Reason", "Varför sidan drogs tillbaka." / "Why the page was withdrawn.", r#""Dokumentet var fel version.""#;
    }
}

choice! {
    pub enum CorrectionKind {
        Corrected = "rättad" / "corrected",
        Clarified = "förtydligad" / "clarified",
        Redacted = "maskerad" / "redacted",
    }
}

/// What stands in the place of words that were taken out of a text.
pub const MASK: &str = "[maskerat]";

record! {
    /// A dated correction of what was published. A redaction names the field and holds no old value.
    pub struct Correction {
        date: Day = "date", "Dag" / "Day", "Dagen för rättelsen." / "The day of the correction.", r#""2017-03-20""#;
        kind: CorrectionKind = "kind", "Sorts rättelse" / "Kind", "Om något rättats, förtydligats eller tagits bort." / "Whether corrected, clarified or redacted.", r#""rättad""#;
        field: Option<Text> = "field", "Uppgift" / "Fact", "Uppgiften som rättats." / "The fact that was corrected.", r#""observation.value""#;
        old: Option<Text> = "old", "Stod tidigare" / "Said before", "Vad som stod tidigare." / "What stood there before.", r#""88""#;
        new: Option<Text> = "new", "Står nu" / "Says now", "Vad som står nu." / "What stands there now.", r#""90""#;
        text: Text = "text", "Vad som rättats" / "What was corrected", "Vad som var fel och varför." / "What was wrong and why.", r#""Ett kontrollbesök var räknat två gånger.""#;
        fingerprint: Option<Fingerprint> = "fingerprint", "Fingeravtryck" / "Fingerprint", "Fingeravtrycket av en låst uppföljning som den blev; programmet säger vilket." / "The fingerprint of a locked follow-up as it became; the program says which.", r#""""#;
    }
}

record! {
    /// A finding of a rule that somebody has judged and lets be, here and nowhere else.
    pub struct Silence {
        rule: Text = "rule", "Regel" / "Rule", "Regelns namn." / "The rule's name.", r#""officialese""#;
        words: Option<Text> = "words", "Ord" / "Words", "Orden som det gäller, om det inte är hela posten." / "The words that it is about, if not the whole record.", r#""åligger""#;
        reason: Text = "reason", "Skäl" / "Reason", "Varför det får vara så." / "Why it may be so.", r#""Ordet står i lagen och förklaras i texten.""#;
    }
}

record! {
    /// The keys of every record.
    pub struct Common {
        ..standing: Standing;
        title: Text = "title", "Rubrik" / "Title", "Rubriken som läsare ser, på vanlig svenska." / "The heading that readers see, in plain language.", r#""Rubriken""#;
        summary: Option<Text> = "summary", "Sammanfattning" / "Summary", "En eller två meningar som säger det viktigaste." / "One or two sentences that say what matters most.", r#""Det viktigaste i en mening.""#;
        aliases: Vec<Text> = "aliases", "Kallas också" / "Also called", "Andra namn på samma sak i dokumenten." / "Other names of the same thing in the documents.", r#"["ANDT-strategin"]"#;
        topics: Vec<TopicRef> = "topics", "Ämnen" / "Topics", "Ämnen ur topics.toml." / "Topics from topics.toml.", r#"["alkohol"]"#;
        target_groups: Vec<TargetGroupRef> = "target-groups", "Målgrupper" / "Target groups", "Målgrupper ur target-groups.toml." / "Target groups from target-groups.toml.", r#"["unga"]"#;
        formerly: Vec<Text> = "formerly", "Tidigare adresser" / "Former addresses", "Gamla adresser som ska leda hit." / "Old addresses that shall lead here.", r#"["/gammal/adress/"]"#;
        draft: bool = "draft", "Utkast" / "Draft", "Utkast publiceras inte." / "Drafts are not published.", "true";
        not_before: Option<Box<Day>> = "not-before", "Tidigast" / "Not before", "Publiceras tidigast denna dag." / "Published on this day at the earliest.", r#""2017-03-13""#;
        until: Option<Box<Day>> = "until", "Till och med" / "Until", "Sista dagen som sidan visas." / "The last day that the page is shown.", r#""2017-12-31""#;
        reviewed: Option<Box<Day>> = "reviewed", "Granskad" / "Reviewed", "Dagen då någon senast läste igenom sidan." / "The day when somebody last read the page through.", r#""2017-03-13""#;
        approval: Option<Box<Approval>> = "approval", "Godkännande" / "Approval", "Vem som godkänt sidan och när." / "Who approved the page and when.", r#"{ role = "enhetschef", date = "2017-03-13", fingerprint = "" }"#;
        withdrawn: Option<Box<Withdrawn>> = "withdrawn", "Tillbakadragen" / "Withdrawn", "Sidan är tillbakadragen, och varför." / "The page is withdrawn, and why.", r#"{ date = "2017-03-13", reason = "" }"#;
        corrections: Vec<Correction> = "correction", "Rättelser" / "Corrections", "Rättelser efter publiceringen." / "Corrections after publication.", r#"[{ date = "2017-03-20", kind = "rättad", text = "" }]"#;
        evidence: Vec<Evidence> = "evidence", "Belägg" / "Evidence", "Var en uppgift står, när källorna är flera." / "Where a fact stands, when there are several sources.", r#"[{ of = "adopted.on", value = "2014-vår" }]"#;
        absence: Vec<Absence> = "absence", "Saknas" / "Absence", "Uppgifter som någon letat efter och inte funnit." / "Facts that somebody looked for and did not find.", r#"[{ of = "number" }]"#;
        statement: Vec<Statement> = "statement", "Uttalanden" / "Statements", "Vad dokumentet säger i egna ord, skilt från fakta." / "What the document says in its own words, apart from facts.", r#"[{ text = "" }]"#;
        next_step: Vec<NextStep> = "next-step", "Nästa steg" / "Next steps", "Vad som ska hända sedan, och hur säkert det är." / "What is to happen next, and how firm it is.", r#"[{ text = "", firmness = "avsedd" }]"#;
        silence: Vec<Silence> = "silence", "Tystat" / "Silenced", "Det som en regel finner här men som får vara så, och varför." / "What a rule finds here but may be so, and why.", r#"[{ rule = "", reason = "" }]"#;
        extra: Option<Free> = "extra", "Eget" / "Extra", "Egna värden för temat." / "Free values for the theme.", "{}";
    }
}
