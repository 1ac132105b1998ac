//! A follow-up of a plan or an agreement for a period: what was done, what was not and why, and the figures.

use super::common::{ActionRef, ActorRef, DocumentRef, FollowedGoalRef, IndicatorRef, OrganisationRef, PlanRef, Standing};
use super::field::Record;
use super::value::{Date, Day, Fingerprint, Id, Period, Text};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, record};

pub static KIND: Kind = Kind {
    name: "result",
    folder: "results",
    one: Both("uppföljning", "follow-up"),
    many: Both("Så gick det", "How it went"),
    about: Both("En uppföljning av en plan eller ett avtal för en period.", "A follow-up of a plan or an agreement for a period."),
    address: "sa-gick-det",
    prose: true,
    rows: Some(("action", JudgedAction::fields)),
    sheets: &[("action", JudgedAction::fields), ("observation", Observation::fields)],
    fields: FollowUp::fields,
    read: read_as::<FollowUp>,
};

choice! {
    pub enum Status {
        Planned = "planerad" / "planned",
        Started = "påbörjad" / "started",
        Ongoing = "pågår" / "ongoing",
        NearlyDone = "nästan klar" / "nearly-done",
        PartlyDone = "delvis genomförd" / "partly-done",
        Done = "genomförd" / "done",
        NotDone = "inte genomförd" / "not-done",
        NotPossible = "kunde inte genomföras" / "not-possible",
        NotCurrent = "inte aktuell" / "not-current",
        Replaced = "ersatt" / "replaced",
        Unknown = "okänd" / "unknown",
    }
}

impl Status {
    /// Whether the action is still open and belongs in the next follow-up.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Started | Self::Ongoing | Self::NearlyDone | Self::PartlyDone | Self::Unknown)
    }

    /// Whether the status must say why.
    pub fn needs_cause(self) -> bool {
        matches!(self, Self::NotDone | Self::NotPossible | Self::NotCurrent)
    }

    /// Whether any of some statuses says that something did not happen.
    pub fn stopped(status: &[Self]) -> bool {
        status.iter().any(|status| status.needs_cause())
    }

    /// Whether the status must say what remains.
    pub fn needs_remainder(self) -> bool {
        matches!(self, Self::NearlyDone | Self::PartlyDone)
    }
}

choice! {
    /// How much of a group something holds for: words, never a share.
    pub enum Coverage {
        All = "alla" / "all",
        Most = "de flesta" / "most",
        Many = "många" / "many",
        Some = "några" / "some",
    }
}

choice! {
    pub enum Cause {
        Time = "tidsbrist" / "lack-of-time",
        Budget = "budget" / "budget",
        Reorganisation = "omorganisation" / "reorganisation",
        Resources = "resurser" / "resources",
        NoLongerRelevant = "inte längre aktuellt" / "no-longer-relevant",
        Other = "annat" / "other",
        NotStated = "inte angiven" / "not-stated",
    }
}

choice! {
    pub enum Extent {
        Full = "fullständig" / "full",
        Part = "en del" / "part",
        Summary = "sammanfattning" / "summary",
    }
}

choice! {
    /// How far a report has come on its way. A board's report is not yet the report to the executive board.
    pub enum Stage {
        Written = "upprättad" / "written",
        Proposed = "förslag till beslut" / "proposed",
        Approved = "godkänd" / "approved",
        Forwarded = "överlämnad" / "forwarded",
        Received = "mottagen" / "received",
    }
}

choice! {
    pub enum Trend {
        Up = "ökar" / "increasing",
        Down = "minskar" / "decreasing",
        Same = "oförändrad" / "unchanged",
        Better = "förbättras" / "improving",
        Worse = "försämras" / "worsening",
    }
}

record! {
    /// What a follow-up says of the whole.
    pub struct Overall {
        ..standing: Standing;
        text: Option<Text> = "text", "Omdöme" / "Judgement", "Vad uppföljningen säger om helheten." / "What the follow-up says of the whole.", r#""De flesta planerade aktiviteter har genomförts.""#;
        status: Vec<Status> = "status", "Läge" / "Status", "Läget för helheten; får vara flera." / "The status of the whole; may be several.", r#"["genomförd"]"#;
        coverage: Option<Coverage> = "coverage", "Hur många" / "How many", "Hur många det gäller, i ord." / "How many it holds for, in words.", r#""de flesta""#;
        cause: Vec<Cause> = "cause", "Varför" / "Why", "Orsaken till att aktiviteter inte blev av." / "Why actions were not done.", r#"["tidsbrist"]"#;
        cause_words: Option<Text> = "cause-words", "Orsaken i ord" / "The cause in words", "Orsaken med dokumentets ord." / "The cause in the document's words.", r#""Text""#;
        whose: Option<OrganisationRef> = "whose", "Vems orsak" / "Whose cause", "Organisationen som orsaken finns hos." / "The organisation that the cause lies with.", r#""polisen""#;
        next: Option<Text> = "next", "Vad händer nu" / "What happens now", "Vad dokumentet säger ska hända nu." / "What the document says is to happen now.", r#""Fortsätter 2017.""#;
        cause_quote: Vec<Text> = "cause-quote", "Citat om orsaken" / "Quote on the cause", "Dokumentets ord om orsaken." / "The document's words on the cause.", r#""beror det framför allt på tidsbrist""#;
    }
}

record! {
    /// What a follow-up says of a goal or an area as a whole.
    pub struct GoalJudgement {
        ..standing: Standing;
        goal: FollowedGoalRef = "goal", "Mål" / "Goal", "Målet eller området i planen." / "The goal or area of the plan.", r#""mal-1""#;
        text: Option<Text> = "text", "Omdöme" / "Judgement", "Vad uppföljningen säger om målet." / "What the follow-up says of the goal.", r#""Text""#;
        status: Vec<Status> = "status", "Läge" / "Status", "Läget för målets aktiviteter; får vara flera." / "The status of the goal's actions; may be several.", r#"["genomförd", "påbörjad"]"#;
        coverage: Option<Coverage> = "coverage", "Hur många" / "How many", "Hur många aktiviteter det gäller, i ord." / "How many actions it holds for, in words.", r#""många""#;
        cause: Vec<Cause> = "cause", "Varför" / "Why", "Orsaken, när något inte blev av." / "The cause, when something was not done.", r#"["omorganisation"]"#;
        cause_words: Option<Text> = "cause-words", "Orsaken i ord" / "The cause in words", "Orsaken med dokumentets ord." / "The cause in the document's words.", r#""Text""#;
        whose: Option<OrganisationRef> = "whose", "Vems orsak" / "Whose cause", "Organisationen som orsaken finns hos." / "The organisation that the cause lies with.", r#""polisen""#;
        next: Option<Text> = "next", "Vad händer nu" / "What happens now", "Vad dokumentet säger ska hända nu." / "What the document says is to happen now.", r#""Fortsätter 2017.""#;
    }
}

record! {
    /// An action as a follow-up judges it. The labels are the headings of the table in the body.
    pub struct JudgedAction {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn; görs av orden om det saknas." / "Short name; made from the words if missing.", r#""kontroller""#;
        title: Text = "title", "Aktivitet" / "Action", "Vad som skulle göras." / "What was to be done.", r#""Folköls- och tobakskontroller""#;
        status: Vec<Status> = "status", "Läge" / "Status", "Hur det gick." / "How it went.", r#""genomförd""#;
        coverage: Option<Coverage> = "coverage", "Hur många" / "How many", "Hur stor del det gäller, i ord." / "How much of it, in words.", r#""alla""#;
        cause: Vec<Cause> = "cause", "Varför" / "Why", "Orsaken till att det inte blev av." / "Why it was not done.", r#""omorganisation""#;
        cause_words: Option<Text> = "cause-words", "Orsaken i ord" / "The cause in words", "Orsaken med dokumentets ord." / "The cause in the document's words.", r#""polisens omorganisation""#;
        whose: Option<OrganisationRef> = "whose", "Vems orsak" / "Whose cause", "Organisationen som orsaken finns hos." / "The organisation that the cause lies with.", r#""polisen""#;
        next: Option<Text> = "next", "Vad händer nu" / "What happens now", "Vad dokumentet säger ska hända nu." / "What the document says is to happen now.", r#""Fortsätter 2017.""#;
        remains: Option<Text> = "remains", "Vad återstår" / "What remains", "Det som är kvar att göra." / "What is left to do.", r#""Huvudansvarig är inte beslutad.""#;
        goal: Option<FollowedGoalRef> = "goal", "Mål" / "Goal", "Målet eller området i planen." / "The goal or area of the plan.", r#""mal-1""#;
        participants: Vec<ActorRef> = "participants", "Vilka" / "Who", "De som var med eller svarade för det." / "Who took part or was responsible.", r#"["miljoenheten"]"#;
        action: Option<ActionRef> = "action", "Planerad aktivitet" / "Planned action", "Aktiviteten i planen." / "The action in the plan.", r#""strategies/andt-2016#kontroller""#;
        continues: Vec<ActionRef> = "continues", "Fortsätter" / "Continues", "Tidigare aktivitet som denna fortsätter." / "The earlier action that this one continues.", r#""results/andt-2015#kontroller""#;
        replaced_by: Option<Text> = "replaced-by", "Ersatt av" / "Replaced by", "Det som gjordes i stället." / "What was done instead.", r#""Information på webbplatsen""#;
        closed: bool = "closed", "Avslutad" / "Closed", "Om aktiviteten inte fortsätter." / "Whether the action does not continue.", "true";
    }
}

record! {
    /// A trend or a value for part of the population.
    pub struct Subgroup {
        ..standing: Standing;
        group: Text = "group", "Grupp" / "Group", "Den del av befolkningen som det gäller." / "The part of the population.", r#""flickor""#;
        value: Option<f64> = "value", "Värde" / "Value", "Värdet för gruppen." / "The group's value.", "26";
        trend: Option<Trend> = "trend", "Utveckling" / "Trend", "Åt vilket håll det går." / "Which way it goes.", r#""ökar""#;
        text: Option<Text> = "text", "Med ord" / "In words", "Vad dokumentet säger om gruppen." / "What the document says of the group.", r#""Text""#;
        small_shown: Option<Text> = "small-shown", "Litet antal visas" / "Small count shown", "Varför ett litet antal personer ändå visas." / "Why a small count of people is shown all the same.", r#""Antalet är redan offentligt.""#;
    }
}

record! {
    /// An observed figure, also when it is approximate, only a word, or only a trend.
    pub struct Observation {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn; görs av måttet om det saknas." / "Short name; made from the indicator if missing.", r#""godkanda""#;
        indicator: IndicatorRef = "indicator", "Mått" / "Indicator", "Det som mättes." / "What was measured.", r#""godkanda-forsaljningsstallen""#;
        goal: Option<FollowedGoalRef> = "goal", "Mål" / "Goal", "Målet eller området i planen." / "The goal or area of the plan.", r#""mal-1""#;
        period: Option<Box<Period>> = "period", "Period" / "Period", "Om mätningen gäller en annan tid än uppföljningen." / "If measured over another time than the follow-up.", r#""2016""#;
        value: Option<f64> = "value", "Värde" / "Value", "Det uppmätta värdet, i måttets enhet." / "The measured value, in the indicator's unit.", "88";
        target: Option<f64> = "target", "Målvärde" / "Target", "Värdet som skulle nås." / "The value to reach.", "90";
        approximate: bool = "approximate", "Ungefärligt" / "Approximate", "Om dokumentet säger ungefär (”ett 80-tal”)." / "Whether the document says about.", "true";
        coverage: Option<Coverage> = "coverage", "Hur många" / "How many", "Omfattning i ord när tal saknas (”samtliga”)." / "Extent in words when there is no figure.", r#""alla""#;
        trend: Option<Trend> = "trend", "Utveckling" / "Trend", "Åt vilket håll det går." / "Which way it goes.", r#""minskar""#;
        text: Option<Text> = "text", "Med ord" / "In words", "Vad dokumentet säger om måttet." / "What the document says of it.", r#""Text""#;
        small_shown: Option<Text> = "small-shown", "Litet antal visas" / "Small count shown", "Varför ett litet antal personer ändå visas." / "Why a small count of people is shown all the same.", r#""Antalet är redan offentligt.""#;
        subgroups: Vec<Subgroup> = "subgroup", "Grupper" / "Subgroups", "Delar av befolkningen, med eller utan tal." / "Parts of the population, with or without figures.", r#"[{ group = "flickor", trend = "ökar" }]"#;
    }
}

record! {
    /// The answer of somebody who is named as a cause.
    pub struct Reply {
        by: ActorRef = "by", "Svar från" / "Reply from", "Den som svarar." / "Who replies.", r#""polisen""#;
        date: Date = "date", "Dag" / "Day", "När svaret kom." / "When the reply came.", r#""2017-04-01""#;
        text: Text = "text", "Svar" / "Reply", "Svaret med dess egna ord." / "The reply in its own words.", r#""Text""#;
    }
}

record! {
    /// Seals a published result: later changes need a dated correction.
    pub struct Lock {
        date: Day = "date", "Låst den" / "Locked on", "Dagen då uppföljningen låstes." / "The day when the follow-up was locked.", r#""2017-03-13""#;
        fingerprint: Option<Fingerprint> = "fingerprint", "Fingeravtryck" / "Fingerprint", "Fingeravtrycket av uppföljningen som den låstes; programmet säger vilket." / "The fingerprint of the follow-up as it was locked; the program says which.", r#""""#;
    }
}

record! {
    pub struct FollowUp {
        follows_up: PlanRef = "follows-up", "Följer upp" / "Follows up", "Planen eller avtalet som följs upp." / "The plan or agreement that is followed up.", r#""strategies/andt-2014-2016""#;
        period: Period = "period", "Period" / "Period", "Tiden som uppföljningen gäller." / "The time that the follow-up covers.", r#""2016""#;
        extent: Extent = "extent", "Omfattning" / "Extent", "Om allt är med, en del av planen eller bara en sammanfattning." / "Whether everything is there, a part of the plan or only a summary.", r#""sammanfattning""#;
        dated: Option<Date> = "dated", "Daterad" / "Dated", "Dagen som dokumentet bär." / "The day that the document bears.", r#""2017-03-13""#;
        made_by: Vec<ActorRef> = "made-by", "Gjord av" / "Made by", "Den som gjorde uppföljningen." / "Who made the follow-up.", r#""sociala-kvalitetsenheten""#;
        received_by: Vec<ActorRef> = "received-by", "Lämnad till" / "Given to", "Den som fått uppföljningen." / "Who received the follow-up.", r#""socialnamnden""#;
        stage: Option<Stage> = "stage", "Hur långt den kommit" / "Stage", "Hur långt redovisningen kommit på sin väg." / "How far the report has come on its way.", r#""upprättad""#;
        answers: Vec<Text> = "answers", "Svarar mot" / "Answers", "Vilken redovisning i planen detta är: ett år, eller år 1; flera om den gäller flera." / "Which report of the plan this is: a year, or year 1; several if it is several.", r#""2016""#;
        document: Option<DocumentRef> = "document", "Dokument" / "Document", "Uppföljningens dokument bland ärendenas handlingar." / "The follow-up's document among the cases.", r#""socn-2015-275-761#bilaga-3""#;
        overall: Option<Overall> = "overall", "Helheten" / "Overall", "Vad uppföljningen säger om helheten." / "What the follow-up says of the whole.", r#"{ status = ["genomförd"], coverage = "de flesta" }"#;
        goals: Vec<GoalJudgement> = "goal", "Målen" / "Goals", "Vad uppföljningen säger om varje mål." / "What the follow-up says of each goal.", r#"[{ goal = "mal-1" }]"#;
        actions: Vec<JudgedAction> = "action", "Aktiviteter" / "Actions", "Vad som gjordes och inte gjordes." / "What was done and not done.", r#"[{ title = "", status = "genomförd" }]"#;
        observations: Vec<Observation> = "observation", "Siffror" / "Figures", "Uppmätta värden." / "Measured values.", r#"[{ indicator = "", value = 88 }]"#;
        replies: Vec<Reply> = "reply", "Svar" / "Replies", "Svar från den som nämns som orsak." / "Replies from those named as causes.", r#"[{ by = "polisen", date = "2017-04-01", text = "" }]"#;
        lock: Option<Lock> = "lock", "Lås" / "Lock", "När uppföljningen låstes." / "When the follow-up was locked.", r#"{ date = "2017-03-13", fingerprint = "" }"#;
        tables: Vec<Text> = "tables", "Kalkylblad" / "Spreadsheets", "Kalkylblad med rader till posten, när de inte heter som den." / "Spreadsheets with rows for the record, where they are not called as it is.", r#""siffror.xlsx""#;
    }
}

impl JudgedAction {
    /// Whether it was left open: no status at all says nothing of an end.
    pub fn is_open(&self) -> bool {
        !self.is_dropped() && (self.status.is_empty() || self.status.iter().any(|status| status.is_open()))
    }

    /// Whether it goes no further, whatever came of it.
    pub fn is_dropped(&self) -> bool {
        let gone = |status: &Status| matches!(status, Status::Replaced | Status::NotCurrent);
        self.closed || (!self.status.is_empty() && self.status.iter().all(gone))
    }
}
