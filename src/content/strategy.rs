//! A governing plan: strategy, action plan, programme, risk analysis; with goals, areas, planned actions and duties to report.

use super::common::{
    ActionRef, ActorRef, DecisionRef, DocumentRef, IndicatorRef, OrganisationRef, OwnDeclarationRef, OwnGoalRef, Standing, StrategyRef,
    TargetGroupRef,
};
use super::field::Record;
use super::value::{Date, Id, Period, Text};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, open_words, record};

pub static KIND: Kind = Kind {
    name: "strategy",
    folder: "strategies",
    one: Both("plan", "plan"),
    many: Both("Planer och mål", "Plans and goals"),
    about: Both(
        "En styrande plan: strategi, handlingsplan, program, policy, riktlinje, lägesbild eller analys.",
        "A governing plan: strategy, action plan, programme, policy, guideline, situation report or analysis.",
    ),
    address: "planer",
    prose: true,
    rows: Some(("action", PlannedAction::fields)),
    sheets: &[("action", PlannedAction::fields)],
    fields: Strategy::fields,
    read: read_as::<Strategy>,
};

open_words! {
    /// What sort of plan it is, in the municipality's own word.
    pub struct Form = [
    "strategi",
    "handlingsplan",
    "program",
    "policy",
    "riktlinje",
    "lägesbild",
    "åtgärdsplan",
    "medborgarlöfte",
    "väsentlighets- och riskanalys",
];
}

choice! {
    /// Where a plan is in its life.
    pub enum PlanState {
        Draft = "utkast" / "draft",
        NearlyDone = "nästan klar" / "nearly-done",
        InForce = "gäller" / "in-force",
        Ended = "har upphört" / "ended",
        NotCurrent = "inte aktuell" / "not-current",
    }
}

record! {
    /// Who adopted a plan, and when.
    pub struct Adopted {
        ..standing: Standing;
        by: OrganisationRef = "by", "Antagen av" / "Adopted by", "Den som antog planen." / "Who adopted the plan.", r#""kommunstyrelsen""#;
        on: Option<Date> = "on", "Antagen" / "Adopted", "När, så exakt som dokumentet säger." / "When, as exactly as the document says.", r#""2014-vår""#;
        decision: Option<DecisionRef> = "decision", "Beslut" / "Decision", "Beslutet, om det står bland ärendena." / "The decision, if it is among the cases.", r#""ks-2014-1#beslut""#;
    }
}

record! {
    /// A prioritised area of a goal.
    pub struct Area {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på området." / "Short name of the area.", r#""tillsyn""#;
        number: Option<Text> = "number", "Nummer" / "Number", "Nummer eller bokstav i planen." / "Number or letter in the plan.", r#""A""#;
        title: Text = "title", "Område" / "Area", "Området med planens ord." / "The area in the plan's words.", r#""Effektiv tillsyn i samverkan""#;
        description: Option<Text> = "description", "Beskrivning" / "Description", "Mer om området." / "More about the area.", r#""Text""#;
        responsible: Vec<ActorRef> = "responsible", "Ansvarig" / "Responsible", "Den som svarar för området." / "Who answers for the area.", r#""socialnamnden""#;
    }
}

record! {
    pub struct Goal {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på målet." / "Short name of the goal.", r#""mal-1""#;
        number: Option<Text> = "number", "Nummer" / "Number", "Målets nummer i planen." / "The goal's number in the plan.", r#""1""#;
        title: Text = "title", "Mål" / "Goal", "Målet med planens ord." / "The goal in the plan's words.", r#""Tillgång till ANDT ska minska""#;
        description: Option<Text> = "description", "Beskrivning" / "Description", "Mer om målet." / "More about the goal.", r#""Text""#;
        responsible: Vec<ActorRef> = "responsible", "Ansvarig" / "Responsible", "Den som svarar för målet." / "Who answers for the goal.", r#""socialnamnden""#;
        target_groups: Vec<TargetGroupRef> = "target-groups", "Målgrupper" / "Target groups", "Dem målet gäller." / "Whom the goal is about.", r#"["barn"]"#;
        indicators: Vec<IndicatorRef> = "indicators", "Mått" / "Indicators", "Mått som följer målet." / "Indicators that follow the goal.", r#"["godkanda-forsaljningsstallen"]"#;
        areas: Vec<Area> = "area", "Prioriterade områden" / "Priority areas", "Områden som prioriteras inom målet." / "Areas that the goal gives priority.", r#"[{ id = "tillsyn", title = "" }]"#;
    }
}

record! {
    /// An action that a plan promises.
    pub struct PlannedAction {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn; görs av orden om det saknas." / "Short name; made from the words if missing.", r#""kontroller""#;
        title: Text = "title", "Aktivitet" / "Action", "Vad som ska göras." / "What is to be done.", r#""Folköls- och tobakskontroller""#;
        goal: Option<OwnGoalRef> = "goal", "Mål" / "Goal", "Id för målet eller området i samma plan." / "Id of the goal or area in the same plan.", r#""mal-1""#;
        responsible: Vec<ActorRef> = "responsible", "Ansvarig" / "Responsible", "Den som ska göra det." / "Who is to do it.", r#""socialnamnden""#;
        target_groups: Vec<TargetGroupRef> = "target-groups", "Målgrupper" / "Target groups", "Dem aktiviteten gäller." / "Whom the action is about.", r#"["barn"]"#;
        due: Option<Date> = "due", "Till när" / "Due", "När det ska vara gjort." / "When it is to be done.", r#""2016""#;
        continues: Vec<ActionRef> = "continues", "Fortsätter" / "Continues", "Tidigare aktivitet som denna fortsätter." / "The earlier action that this one continues.", r#""strategies/andt-2015#kontroller""#;
    }
}

record! {
    /// A duty to report: how often or when, by whom, to whom.
    pub struct Duty {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn på skyldigheten." / "Short name of the duty.", r#""arlig""#;
        every: Option<Recurrence> = "every", "Hur ofta" / "How often", "Hur ofta det ska redovisas." / "How often to report.", r#""år""#;
        years_after_adoption: Vec<i64> = "years-after-adoption", "År efter antagandet" / "Years after adoption", "Vilka år efter antagandet det ska redovisas." / "In which years after adoption to report.", "[1, 3]";
        by: Vec<ActorRef> = "by", "Redovisas av" / "Reported by", "Den som ska redovisa." / "Who is to report.", r#""socialnamnden""#;
        to: Vec<ActorRef> = "to", "Redovisas till" / "Reported to", "Den som ska få redovisningen." / "Who is to receive the report.", r#""kommunstyrelsen""#;
        what: Option<Text> = "what", "Vad" / "What", "Vad som ska redovisas." / "What is to be reported.", r#""Uppföljning av handlingsplanen""#;
    }
}

choice! {
    pub enum Recurrence {
        Year = "år" / "year",
        HalfYear = "halvår" / "half-year",
        Tertial = "tertial" / "four-months",
        Quarter = "kvartal" / "quarter",
        Month = "månad" / "month",
    }
}

choice! {
    /// What a number that a plan says of itself counts among what is entered. Words such as "inriktningar" do not tell.
    pub enum Counted {
        Goals = "mål" / "goals",
        Areas = "områden" / "areas",
        Actions = "aktiviteter" / "actions",
        AreasPerGoal = "områden per mål" / "areas-per-goal",
        ActionsPerGoal = "aktiviteter per mål" / "actions-per-goal",
    }
}

record! {
    /// What a plan says of itself: "fyra målområden".
    pub struct Declaration {
        ..standing: Standing;
        id: Option<Id> = "id", "Id" / "Id", "Kort namn, om något ska kunna hänvisa hit." / "Short name, if something is to refer here.", r#""inriktningar""#;
        what: Text = "what", "Vad" / "What", "Vad som räknas: mål, områden, aktiviteter." / "What is counted: goals, areas, actions.", r#""mål""#;
        count: Option<i64> = "count", "Antal" / "Count", "Hur många planen säger att det är." / "How many the plan says there are.", "4";
        counts: Option<Counted> = "counts", "Räknar" / "Counts", "Vad antalet ska jämföras med av det som är inlagt; utan det jämförs det inte." / "What of that which is entered the number is compared with; without it there is no comparison.", r#""mål""#;
        contradicts: Option<OwnDeclarationRef> = "contradicts", "Säger emot" / "Contradicts", "En annan uppgift i samma plan som inte går ihop med den här." / "Another thing that the plan says and that does not agree with this.", r#""inriktningar""#;
        text: Option<Text> = "text", "Ordalydelse" / "Wording", "Vad planen säger om sig själv." / "What the plan says of itself.", r#""Strategin ska vara vägledande""#;
    }
}

record! {
    pub struct Strategy {
        form: Form = "form", "Sorts plan" / "Form", "Vilken sorts plan det är." / "What sort of plan it is.", r#""strategi""#;
        level: Option<Text> = "level", "Gäller för" / "Level", "Den del av kommunen som planen gäller." / "The part of the municipality that the plan holds for.", r#""kommunen""#;
        period: Option<Period> = "period", "Gäller" / "Period", "Åren som planen gäller." / "The years that the plan holds.", r#""2014/2016""#;
        parent: Option<StrategyRef> = "parent", "Hör till" / "Belongs to", "Planen som denna bygger på." / "The plan that this one builds on.", r#""andt-2014-2016""#;
        state: Option<PlanState> = "state", "Läge" / "State", "Om planen är utkast, gäller eller har upphört." / "Whether the plan is a draft, in force or ended.", r#""gäller""#;
        adopted: Option<Adopted> = "adopted", "Antagen" / "Adopted", "Vem som antog planen och när." / "Who adopted the plan and when.", r#"{ by = "kommunstyrelsen", on = "2014-vår" }"#;
        purpose: Option<Text> = "purpose", "Syfte" / "Purpose", "Vad planen är till för." / "What the plan is for.", r#""Att stödja det drogförebyggande arbetet.""#;
        prepared_by: Vec<ActorRef> = "prepared-by", "Framtagen av" / "Prepared by", "Den som tog fram planen." / "Who prepared the plan.", r#""kommunledningskontoret""#;
        prepared_with: Vec<ActorRef> = "prepared-with", "I samråd med" / "Prepared with", "De som var med." / "Who took part.", r#"["bildningsforvaltningen"]"#;
        guides: Vec<Text> = "guides", "Vägledande för" / "Guides", "De som ska följa planen." / "Who is to follow the plan.", r#"["nämnder"]"#;
        coordinator: Option<ActorRef> = "coordinator", "Samordnas av" / "Coordinated by", "Rollen som håller ihop arbetet." / "The role that holds the work together.", r#""sociala-kvalitetsenheten#drogforebyggare""#;
        responsible: Vec<ActorRef> = "responsible", "Ansvarig" / "Responsible", "Den som svarar för planen." / "Who answers for the plan.", r#""socialnamnden""#;
        document: Option<DocumentRef> = "document", "Dokument" / "Document", "Själva planen, bland ärendenas handlingar." / "The plan itself, among the cases' documents.", r#""socn-2015-275-761#bilaga-1""#;
        goals: Vec<Goal> = "goal", "Mål" / "Goals", "Planens mål, ett i taget." / "The plan's goals, one by one.", r#"[{ id = "mal-1", title = "" }]"#;
        actions: Vec<PlannedAction> = "action", "Planerade aktiviteter" / "Planned actions", "Vad planen säger ska göras." / "What the plan says is to be done.", r#"[{ title = "" }]"#;
        reporting: Vec<Duty> = "reporting", "Uppföljning" / "Reporting", "Hur ofta planen ska följas upp, av vem och till vem." / "How often the plan is to be followed up, by whom and to whom.", r#"[{ every = "år" }]"#;
        declares: Vec<Declaration> = "declares", "Planen om sig själv" / "The plan on itself", "Vad planen säger att den innehåller." / "What the plan says that it holds.", r#"[{ what = "mål", count = 6 }]"#;
        tables: Vec<Text> = "tables", "Kalkylblad" / "Spreadsheets", "Kalkylblad med rader till posten, när de inte heter som den." / "Spreadsheets with rows for the record, where they are not called as it is.", r#""siffror.xlsx""#;
    }
}
