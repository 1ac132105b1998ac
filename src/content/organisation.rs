//! A body, unit, group, authority or other party, with its roles and the names that it has borne.

use super::common::{ActorRef, GoalRef, OrganisationRef, Standing};
use super::field::Record;
use super::value::{Day, Id, Period, Text, Web};
use super::{Kind, read_as};
use crate::diagnostic::Both;
use crate::{choice, open_words, record};

pub static KIND: Kind = Kind {
    name: "organisation",
    folder: "organisations",
    one: Both("organisation", "organisation"),
    many: Both("Organisationer", "Organisations"),
    about: Both(
        "En nämnd, enhet, grupp, myndighet, förening eller annan part.",
        "A board, unit, group, authority, association or other party.",
    ),
    address: "organisationer",
    prose: true,
    rows: None,
    sheets: &[],
    fields: Organisation::fields,
    read: read_as::<Organisation>,
};

choice! {
    /// Whether a cause that lies here is the municipality's own.
    pub enum Place {
        Inside = "inom kommunen" / "inside",
        Outside = "utanför kommunen" / "outside",
    }
}

record! {
    /// The name that an organisation bore in a period.
    pub struct Named {
        ..standing: Standing;
        title: Text = "title", "Namn" / "Name", "Namnet." / "The name.", r#""Social- och äldrenämnden""#;
        period: Option<Period> = "period", "När" / "When", "Tiden för namnet." / "The time of the name.", r#""2013/2014""#;
    }
}

record! {
    /// A role in an organisation. Roles come before names; a name shows until a date.
    pub struct Role {
        ..standing: Standing;
        id: Id = "id", "Id" / "Id", "Kort namn på rollen." / "Short name of the role.", r#""drogforebyggare""#;
        title: Text = "title", "Roll" / "Role", "Rollens namn." / "The role's name.", r#""Drogförebyggare""#;
        duty: Option<Text> = "duty", "Uppdrag" / "Duty", "Vad rollen svarar för." / "What the role answers for.", r#""Samordnar strategin""#;
        named: Option<Text> = "named", "Namn" / "Name", "Den som har rollen, om det behövs." / "Who holds the role, if needed.", r#""Namn""#;
        named_until: Option<Day> = "named-until", "Namnet visas till" / "Name shown until", "Sista dagen som namnet visas." / "The last day that the name is shown.", r#""2027-12-31""#;
        vacant: Option<Text> = "vacant", "Vakant" / "Vacant", "Varför rollen inte är tillsatt." / "Why the role is not filled.", r#""Kan inte beslutas under omorganisationen""#;
    }
}

open_words! {
    /// What sort of organisation it is.
    pub struct Form = [
    "fullmäktige",
    "styrelse",
    "nämnd",
    "kontor",
    "enhet",
    "grupp",
    "utförare",
    "myndighet",
    "region",
    "kommun",
    "förening",
    "företag",
    "skola",
];
}

record! {
    pub struct Organisation {
        form: Option<Form> = "form", "Sorts organisation" / "Form", "Vilken sorts organisation det är." / "What sort of organisation it is.", r#""nämnd""#;
        place: Option<Place> = "place", "Inom eller utanför" / "Inside or outside", "Om den hör till kommunen eller inte." / "Whether it belongs to the municipality or not.", r#""inom kommunen""#;
        parent: Option<OrganisationRef> = "parent", "Hör till" / "Belongs to", "Organisationen som den hör till." / "The organisation that it belongs to.", r#""socialnamnden""#;
        remit: Option<Text> = "remit", "Ansvar" / "Remit", "Vad den svarar för." / "What it answers for.", r#""Finansiering, målformulering och uppföljning""#;
        names: Vec<Named> = "name", "Namn genom tiden" / "Names over time", "Namn som den burit." / "Names that it has borne.", r#"[{ title = "", period = "2013/2014" }]"#;
        succeeds: Vec<OrganisationRef> = "succeeds", "Efterträder" / "Succeeds", "Organisationer som den tagit över efter." / "Organisations that it took over from.", r#"["social-och-aldrenamnden"]"#;
        roles: Vec<Role> = "role", "Roller" / "Roles", "Roller i organisationen." / "Roles in the organisation.", r#"[{ id = "chef", title = "Enhetschef" }]"#;
        represents: Option<Text> = "represents", "Företräder" / "Represents", "Vilka en grupp företräder." / "Whom a group represents.", r#""föräldrar""#;
        leader: Option<ActorRef> = "leader", "Leds av" / "Led by", "Rollen som leder." / "The role that leads.", r#""socialkontoret#avdelningschef""#;
        goals: Vec<GoalRef> = "goal", "Mål" / "Goals", "Mål eller områden som en grupp arbetar med." / "Goals or areas that a group works with.", r#""andt-2014-2016#mal-1""#;
        page: Option<Web> = "page", "Webbsida" / "Web page", "Organisationens egen webbsida." / "The organisation's own web page.", r#""https://www.example.se""#;
    }
}

impl Organisation {
    /// Whether it is a group of the municipality's own, of which one asks who leads it.
    pub fn is_own_group(&self) -> bool {
        self.place == Some(Place::Inside) && self.form.as_ref().is_some_and(|form| &*form.0 == "grupp")
    }
}

impl Role {
    /// The name of who holds the role, unless its last day has passed by `today`.
    pub fn named_on(&self, today: jiff::civil::Date) -> Option<&Text> {
        self.named.as_ref().filter(|_| self.named_until.as_ref().is_none_or(|until| until.0.last >= today))
    }
}
