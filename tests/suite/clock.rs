//! What is to be reported, from whole municipalities in a string: when it is due, what answers it, and what is said where nothing does.

use std::collections::BTreeSet;

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty, ICalendarValue, Uri};
use insyn::make::make;
use insyn::output::Body;
use insyn::pipeline::{self, Built};
use insyn::source::Audience;

use crate::project::Project;
use crate::sites::{page, pages, told};

/// The site's settings, with lines of its own.
fn site(settings: &str) -> String {
    format!("=== content/site.toml\ntitle = \"Prov\"\n{settings}\n\n[municipality]\nname = \"Provkommun\"\n")
}

/// A board above a unit, and two that are neither's.
const BODIES: &str = r#"
=== content/organisations.toml
[[organisation]]
id = "styrelsen"
title = "Styrelsen"

[[organisation]]
id = "namnden"
title = "Nämnden"

[[organisation]]
id = "enheten"
title = "Enheten"
parent = "namnden"

[[organisation]]
id = "kontoret"
title = "Kontoret"
"#;

/// A plan of this id with these lines.
fn plan(id: &str, lines: &str) -> String {
    format!("\n=== content/strategies/{id}.md\n+++\ntitle = \"Planen {id}\"\nform = \"strategi\"\n{lines}\n+++\n")
}

/// A follow-up of a plan with these lines.
fn result(id: &str, plan: &str, lines: &str) -> String {
    let head = format!("title = \"Uppföljning {id}\"\nfollows-up = \"strategies/{plan}\"\nextent = \"fullständig\"");
    let period = if lines.contains("period =") { "" } else { "period = \"2016\"" };
    format!("\n=== content/results/{id}.md\n+++\n{head}\n{period}\n{lines}\n+++\n")
}

fn built(files: &str, today: &str) -> Built {
    // A statement is not written ahead of its day.
    let statement = crate::project::STATEMENT.replace("2026-11-01", today);
    let mut project = Project::new(&format!("{files}\n=== content/accessibility.toml\n{statement}"));
    project.sources.today = today.parse().expect("a day");
    let built = project.build();
    let found: Vec<_> = built.diagnostics.iter().map(|d| format!("{}: {}", d.lint.name, d.message.en)).collect();
    assert!(found.is_empty(), "{found:#?}");
    built
}

/// What the page of a plan tells from the heading of its reports on.
fn told_of_plan(built: &Built, id: &str) -> String {
    let told = told(&page(built, &format!("planer/{id}/index.html")));
    let heading = ["hur planen ska följas upp", "how the plan is to be followed up"].into_iter().find_map(|words| told.find(words));
    told[heading.expect("the plan has duties")..].to_owned()
}

const TODAY: &str = "2026-11-22";

#[test]
fn years_after_adoption_are_counted_as_the_site_reads_them_or_not_at_all() {
    let duty = "[[reporting]]\nid = \"d\"\nyears-after-adoption = [1, 4]\nby = \"styrelsen\"";
    for (reading, adopted, tells, keeps_still) in [
        (
            "årsdagen",
            "2019-09-23",
            &["år 1 senast 23 september 2020", "år 4 senast 23 september 2023", "antogs, den 23 september 2019"][..],
            "kalenderår",
        ),
        ("årsdagen", "2016-02-29", &["år 1 senast 28 februari 2017", "år 4 senast 29 februari 2020"], "1 mars"),
        ("årsdagen", "2014-03", &["angivet som ”mars 2014”. det räcker inte för att räkna fram en dag", "år 1 finns inte"], "senast"),
        ("årsdagen", "2014-vår", &["angivet som ”våren 2014”", "år 4 finns inte"], "senast"),
        (
            "kalenderåret efter",
            "2019-09-23",
            &["år 1 senast 31 december 2020", "år 4 senast 31 december 2023", "kalenderår efter 2019"],
            "23 september",
        ),
        ("kalenderåret efter", "2014-vår", &["år 1 senast 31 december 2015"], "räcker inte"),
        ("kalenderåret efter", "2014-vinter", &["angivet som ”vintern 2013–2014”"], "senast"),
        ("", "2019-09-23", &["hur år efter antagandet ska räknas är inte angivet här", "år 1 finns inte"], "senast"),
        ("årsdagen", "", &["när planen antogs är inte angivet här. därför räknas ingen dag fram"], "senast"),
    ] {
        let setting = if reading.is_empty() { String::new() } else { format!("year-one = \"{reading}\"") };
        let adopted = if adopted.is_empty() { String::new() } else { format!("[adopted]\nby = \"styrelsen\"\non = \"{adopted}\"\n") };
        let files = format!("{}{BODIES}{}", site(&setting), plan("p", &format!("{adopted}\n{duty}")));
        let built = built(&files, TODAY);
        let told = told_of_plan(&built, "p");
        // Wherever a day is shown, nobody shall take it for one that a document says.
        for place in ["redovisningar/index.html", "organisationer/styrelsen/index.html"] {
            let told = crate::sites::told(&page(&built, place));
            assert_eq!(told.contains("webbplatsen räknar"), told.contains("senast"), "{reading} from {adopted}, at {place}: {told}");
        }
        for words in tells {
            assert!(told.contains(words), "{reading} from {adopted}: “{words}” is not in “{told}”");
        }
        assert!(!told.contains(keeps_still), "{reading} from {adopted}: “{keeps_still}” is in “{told}”");
    }
}

#[test]
fn days_between_are_told_in_words() {
    let plan = plan("p", "[adopted]\nby = \"styrelsen\"\non = \"2019-09-23\"\n\n[[reporting]]\nyears-after-adoption = [1]");
    for (dated, sv, en) in [
        ("2020-11-10", "daterad 10 november 2020 , 48 dagar efter", "dated 10 november 2020 , 48 days after"),
        ("2020-09-24", "daterad 24 september 2020 , 1 dag efter", "dated 24 september 2020 , 1 day after"),
        ("2020-09-23", "daterad 23 september 2020 , på dagen", "dated 23 september 2020 , on the day"),
        ("2020-09-22", "daterad 22 september 2020 , 1 dag före", "dated 22 september 2020 , 1 day before"),
        ("2020-09-20", "daterad 20 september 2020 , 3 dagar före", "dated 20 september 2020 , 3 days before"),
        ("2020-11", "daterad november 2020 ladda ner", "dated november 2020 download"),
    ] {
        for (lang, words) in [("sv", sv), ("en", en)] {
            let settings = site(&format!("languages = [\"{lang}\"]\nyear-one = \"årsdagen\""));
            let result = result("r", "p", &format!("period = \"2020\"\ndated = \"{dated}\"\nanswers = \"år 1\""));
            let told = told_of_plan(&built(&format!("{settings}{BODIES}{plan}{result}"), TODAY), "p");
            assert!(told.contains(words), "“{words}” is not in “{told}”");
        }
    }
    let settings = site("year-one = \"årsdagen\"");
    let result = result("r", "p", "period = \"2020\"\ndated = \"2020-11-10\"\nanswers = \"år 1\"");
    let built = built(&format!("{settings}{BODIES}{plan}{result}"), TODAY);
    let output = built.house.plan.output("planer/p/index.html").expect("the plan has a page");
    let Body::Bytes(bytes) = make(&built.house, output).expect("a format").body else { panic!("a page is bytes") };
    assert!(String::from_utf8(bytes).expect("text").contains("48\u{a0}dagar efter"), "the number stays with its unit");
}

/// The titles of the points of a plan, in the order of its page.
fn points(built: &Built, id: &str) -> Vec<String> {
    let html = page(built, &format!("planer/{id}/index.html"));
    let rows = html.split("<tr><th scope=\"row\">").skip(1);
    rows.map(|row| row.split(['<', '\n']).next().unwrap_or("").trim().to_owned()).collect()
}

#[test]
fn every_stretch_that_a_plan_touches_gives_a_report() {
    for (every, period, expected) in [
        ("år", "2014/2016", &["Efter 2014", "Efter 2015", "Efter 2016"][..]),
        ("år", "2019-HT/2020-VT", &["Efter 2019", "Efter 2020"]),
        ("halvår", "2016", &["Efter första halvåret 2016", "Efter andra halvåret 2016"]),
        ("tertial", "2016", &["Efter första tertialet 2016", "Efter andra tertialet 2016", "Efter tredje tertialet 2016"]),
        (
            "kvartal",
            "2016-03/2016-10",
            &["Efter första kvartalet 2016", "Efter andra kvartalet 2016", "Efter tredje kvartalet 2016", "Efter fjärde kvartalet 2016"],
        ),
        ("månad", "2016-12/2017-01", &["Efter december 2016", "Efter januari 2017"]),
        ("år", "2025/", &["Efter 2025", "Efter 2026", "Efter 2027"]),
    ] {
        let plan = plan("p", &format!("period = \"{period}\"\n[[reporting]]\nevery = \"{every}\""));
        assert_eq!(points(&built(&plan, TODAY), "p"), expected, "every {every} in {period}");
    }
    let open = plan("p", "period = \"2025/\"\n[[reporting]]\nevery = \"år\"");
    assert_eq!(points(&built(&open, "2027-01-01"), "p").len(), 4, "an open end goes on with the years");
    let told = told_of_plan(&built(&plan("p", "[[reporting]]\nevery = \"kvartal\""), TODAY), "p");
    assert!(told.contains("varje kvartal hur länge planen gäller är inte angivet här"), "{told}");
    assert!(!told.contains("finns inte bland handlingarna här redovisningar"), "no report is said not to be here: {told}");
    let english = site("languages = [\"en\"]") + &plan("p", "period = \"2016\"\n[[reporting]]\nevery = \"halvår\"");
    assert_eq!(points(&built(&english, TODAY), "p"), ["After the first half of 2016", "After the second half of 2016"]);
}

#[test]
fn answers_name_reports_in_every_form_that_means_them() {
    for (every, answers) in [
        ("halvår", &["halvår 1 2016", "half-year 1 2016", "2016-VT", "Halvår  1 2016", "d halvår 1 2016"][..]),
        ("tertial", &["tertial 1 2016", "four-months 1 2016"]),
        ("kvartal", &["kvartal 1 2016", "quarter 1 2016"]),
        ("månad", &["2016-01", "d 2016-01"]),
        ("år", &["2016", "d 2016"]),
    ] {
        for written in answers {
            let plan = plan("p", &format!("period = \"2016\"\n[[reporting]]\nid = \"d\"\nevery = \"{every}\""));
            let built = built(&format!("{plan}{}", result("r", "p", &format!("answers = \"{written}\""))), TODAY);
            let answered: Vec<usize> = built.house.knowledge.clock.points.iter().map(|point| point.answers.len()).collect();
            assert!(answered[0] == 1 && answered[1..].iter().all(|answers| *answers == 0), "{written}: {answered:?}");
        }
    }
}

/// How many follow-ups answer each duty of the plan p, which has one of the board and one of the unit with the same reports.
fn answered(lines: &str) -> Vec<usize> {
    let duties =
        "[[reporting]]\nid = \"a\"\nevery = \"år\"\nby = \"namnden\"\n\n[[reporting]]\nid = \"b\"\nevery = \"år\"\nby = \"enheten\"";
    let plan = plan("p", &format!("period = \"2016\"\n{duties}"));
    let built = built(&format!("{BODIES}{plan}{}", result("r", "p", lines)), TODAY);
    built.house.knowledge.clock.points.iter().map(|point| point.answers.len()).collect()
}

#[test]
fn of_two_duties_the_one_of_the_makers_is_answered() {
    assert_eq!(answered("made-by = \"namnden\"\nanswers = \"2016\""), [1, 0]);
    assert_eq!(answered("made-by = \"enheten\"\nanswers = \"2016\""), [0, 1], "not that of the board above it too");
    assert_eq!(answered("made-by = \"kontoret\"\nanswers = \"a 2016\""), [1, 0], "the id says which");
    assert_eq!(answered("made-by = \"namnden\"\nanswers = [\"a 2016\", \"b 2016\"]"), [1, 1], "one report for two duties");
    assert_eq!(answered("made-by = \"namnden\""), [1, 0], "a follow-up of the very year by the body that owes it");
    assert_eq!(answered("made-by = \"kontoret\""), [0, 0], "another body's follow-up of the year is not that report");
    assert_eq!(answered("made-by = \"namnden\"\nperiod = \"2016-VT\""), [0, 0], "half of the year is not the year");
}

#[test]
fn the_report_of_a_unit_counts_for_the_board_above_it() {
    let duties = "[[reporting]]\nevery = \"år\"\nby = \"namnden\"\n\n[[reporting]]\nevery = \"år\"\nby = \"kontoret\"";
    let files = format!(
        "{BODIES}{}{}",
        plan("p", &format!("period = \"2016\"\n{duties}")),
        result("r", "p", "made-by = \"enheten\"\nanswers = \"2016\"")
    );
    let answers: Vec<usize> = built(&files, TODAY).house.knowledge.clock.points.iter().map(|point| point.answers.len()).collect();
    assert_eq!(answers, [1, 0]);
}

#[test]
fn a_stage_is_told_and_who_has_not_been_reached() {
    let duty = "period = \"2016\"\n[[reporting]]\nevery = \"år\"\nby = \"namnden\"\nto = \"styrelsen\"";
    let not_reached = "redovisning till styrelsen : finns inte bland handlingarna här";
    for (lines, stage, reached) in [
        (
            "made-by = \"kontoret\"\nstage = \"förslag till beslut\"\nreceived-by = \"namnden\"",
            "lämnad till nämnden förslag till beslut",
            false,
        ),
        ("made-by = \"namnden\"\nstage = \"upprättad\"", "upprättad", false),
        ("made-by = \"namnden\"\nstage = \"godkänd\"\nreceived-by = [\"namnden\", \"styrelsen\"]", "godkänd", true),
        ("made-by = \"namnden\"\nstage = \"mottagen\"", "mottagen", true),
        ("made-by = \"namnden\"\nstage = \"mottagen\"\nreceived-by = \"namnden\"", "mottagen", false),
    ] {
        let files = format!("{BODIES}{}{}", plan("p", duty), result("r", "p", &format!("answers = \"2016\"\n{lines}")));
        let told = told_of_plan(&built(&files, TODAY), "p");
        assert!(told.contains(stage), "“{stage}” is not in “{told}”");
        assert_eq!(told.contains(not_reached), !reached, "{lines}: {told}");
    }
}

#[test]
fn a_plan_that_is_not_in_force_asks_for_nothing_more() {
    let duty = "period = \"2025/\"\n[[reporting]]\nevery = \"år\"";
    for (state, expected) in
        [("gäller", &["Efter 2025", "Efter 2026", "Efter 2027"][..]), ("har upphört", &["Efter 2025"]), ("utkast", &["Efter 2025"])]
    {
        assert_eq!(points(&built(&plan("p", &format!("state = \"{state}\"\n{duty}")), TODAY), "p"), expected, "{state}");
    }
    let draft = built(&plan("p", "state = \"utkast\"\nperiod = \"2027/2030\"\n[[reporting]]\nevery = \"år\""), TODAY);
    assert!(told_of_plan(&draft, "p").contains("varje år planen gäller inte. därför räknas inga redovisningar upp."));
}

/// A report that was due on 23 September 2022 to the board, and that somebody looked for on the day `checked`.
fn looked_for(checked: &str, lines: &str) -> String {
    let duty = "[adopted]\nby = \"styrelsen\"\non = \"2019-09-23\"\n\n[[reporting]]\nid = \"d\"\nyears-after-adoption = [3]\nby = \"namnden\"\nto = \"styrelsen\"";
    let absence = format!(
        "[[absence]]\nof = \"reporting.d.år 3\"\nchecked-by = \"kontoret\"\nchecked-on = \"{checked}\"\nnote = \"Inte diarieförd\""
    );
    format!("{BODIES}{}{lines}", plan("p", &format!("{duty}\n\n{absence}")))
}

#[test]
fn only_what_somebody_looked_for_after_its_day_is_missing_and_late() {
    let settings = site("year-one = \"årsdagen\"");
    let after = settings.clone() + &looked_for("2022-10-01", "");
    let late = built(&after, TODAY);
    let words = "år 3 senast 23 september 2022 saknas kontrollerat av kontoret 1 oktober 2022 . inte diarieförd";
    assert!(told_of_plan(&late, "p").contains(words), "{}", told_of_plan(&late, "p"));
    let listed = told(&page(&late, "forsenat/index.html"));
    assert!(listed.contains("läget den 22 november 2026. 1 redovisning") && listed.contains("planen p"), "{listed}");

    // The same before its day: nobody can have looked.
    let early = settings.clone() + &looked_for("2022-09-01", "");
    for today in ["2022-09-02", "2022-09-23"] {
        let built = built(&early, today);
        let told = told_of_plan(&built, "p");
        assert!(told.contains("det var inte dags än den") && !told.contains("år 3 senast 23 september 2022 saknas"), "{today}: {told}");
        assert!(built.house.plan.output("forsenat/index.html").is_none(), "{today}");
    }
    // Whoever looked before the day has found out nothing of what came after it.
    let built = built(&early, TODAY);
    assert!(told_of_plan(&built, "p").contains("år 3 senast 23 september 2022 finns inte bland handlingarna här"));
    assert!(built.house.plan.output("forsenat/index.html").is_none());
}

#[test]
fn a_draft_here_and_a_report_that_never_came_are_both_told() {
    let draft =
        result("r", "p", "period = \"2022\"\nanswers = \"år 3\"\nmade-by = \"namnden\"\nstage = \"upprättad\"\ndated = \"2022-09-20\"");
    let late = built(&(site("year-one = \"årsdagen\"") + &looked_for("2022-10-01", &draft)), TODAY);
    let told = told_of_plan(&late, "p");
    let words =
        "uppföljning r , daterad 20 september 2022 , 3 dagar före upprättad redovisning till styrelsen : saknas kontrollerat av kontoret";
    assert!(told.contains(words), "{told}");
    assert!(late.house.plan.output("forsenat/index.html").is_some());
    let arrived = draft.replace("stage = \"upprättad\"", "stage = \"mottagen\"");
    let built = built(&(site("year-one = \"årsdagen\"") + &looked_for("2022-10-01", &arrived)), TODAY);
    assert!(built.house.plan.output("forsenat/index.html").is_none(), "what has come is not late");
}

#[test]
fn what_is_missing_without_a_day_is_never_late() {
    let files = looked_for("2022-10-01", "");
    let built = built(&files, TODAY);
    assert!(told_of_plan(&built, "p").contains("år 3 saknas kontrollerat av kontoret"), "{}", told_of_plan(&built, "p"));
    assert!(built.house.plan.output("forsenat/index.html").is_none());
}

#[test]
fn readers_see_what_is_late_only_where_the_site_shows_it() {
    for (audience, shows, seen) in [
        (Audience::Public, "", false),
        (Audience::Public, "shows = [\"försenat\"]", true),
        (Audience::Public, "shows = [\"orsaker\"]", false),
        (Audience::Writers, "", true),
    ] {
        let mut project = Project::new(&(site(&format!("year-one = \"årsdagen\"\n{shows}")) + &looked_for("2022-10-01", "")));
        project.sources.audience = audience;
        let built = project.build();
        assert_eq!(built.house.plan.output("forsenat/index.html").is_some(), seen, "{audience:?} {shows}");
        assert_eq!(told(&page(&built, "index.html")).contains("det som är försenat"), seen, "{audience:?} {shows}");
        assert!(told(&page(&built, "index.html")).contains("vad som ska redovisas"), "the other overview is always there");
    }
}

/// Days and titles of the events of a calendar, and the addresses that they lead to.
fn events(built: &Built) -> Vec<(String, String, Option<String>, String)> {
    let text = page(built, "redovisningar.ics");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than RFC 5545 allows");
    let calendar = ICalendar::parse(&text).expect("a calendar");
    let events = calendar.components.iter().filter(|found| found.component_type == ICalendarComponentType::VEvent);
    let event = |found: &calcard::icalendar::ICalendarComponent| {
        let value = |name: ICalendarProperty| found.entries.iter().find(|entry| entry.name == name).map(|entry| &entry.values[0]);
        let text = |name: ICalendarProperty| match value(name) {
            Some(ICalendarValue::Text(text)) => Some(text.clone()),
            Some(ICalendarValue::Uri(Uri::Location(address))) => Some(address.clone()),
            _ => None,
        };
        let Some(ICalendarValue::PartialDateTime(day)) = value(ICalendarProperty::Dtstart) else { panic!("an event has a day") };
        assert_eq!(day.hour, None, "an event takes the whole day");
        let day = format!("{:04}-{:02}-{:02}", day.year.unwrap_or(0), day.month.unwrap_or(0), day.day.unwrap_or(0));
        let summary = text(ICalendarProperty::Summary).expect("an event has a title");
        (day, summary, text(ICalendarProperty::Url), text(ICalendarProperty::Uid).expect("an event has a name of its own"))
    };
    events.map(event).collect()
}

/// The days that the pages of the overview show.
fn days_on_pages(built: &Built) -> Vec<String> {
    let overview = pages(built).into_iter().filter(|(path, _)| path.starts_with("redovisningar/"));
    let days = overview.flat_map(|(_, html)| {
        let rows: Vec<&str> = html.split("<tr><th scope=\"row\">").skip(1).collect();
        let heads = rows.into_iter().filter_map(|row| row.split("</th>").next()?.split_once("datetime=\""));
        heads.map(|(_, rest)| rest.split('"').next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    });
    days.collect()
}

#[test]
fn the_calendar_holds_the_days_of_the_pages() {
    let settings = site("year-one = \"årsdagen\"\nbase-url = \"https://www.prov.se/insyn/\"\npage-size = 3");
    let duty = "[[reporting]]\nyears-after-adoption = [1, 3]\nby = \"namnden\"\nto = \"styrelsen\"\nwhat = \"Allt; med \\\\ och, komma\"";
    let mut files = settings + BODIES;
    for year in 2015..2025 {
        let adopted = format!("[adopted]\nby = \"styrelsen\"\non = \"{year}-05-{:02}\"", year - 2000);
        let title = "En mycket lång rubrik som måste brytas, med åäö; och tecken som har en mening i kalendrar";
        files += &plan(&format!("p{year}"), &format!("{adopted}\n\n{duty}")).replace("Planen", title);
    }
    files += &plan("q", "period = \"2016\"\n[[reporting]]\nevery = \"år\"");
    let built = built(&files, TODAY);
    let mut events = events(&built);
    assert_eq!(events.len(), 20, "the report without a last day is not among them");
    let unfolded = page(&built, "redovisningar.ics").replace("\r\n ", "");
    assert_eq!(unfolded.matches("Webbplatsen räknar åren").count(), 20, "each says that no document says its day");
    assert!(
        events.iter().all(|(_, title, url, _)| title.starts_with("Redovisning år ")
            && title.contains("brytas, med åäö; och")
            && url.as_ref().is_some_and(|url| url.starts_with("https://www.prov.se/insyn/planer/p20"))),
        "{events:?}"
    );
    let names: BTreeSet<&String> = events.iter().map(|(.., uid)| uid).collect();
    assert_eq!(names.len(), 20, "each event has a name of its own");
    let mut days = days_on_pages(&built);
    events.sort();
    days.sort();
    assert_eq!(events.iter().map(|(day, ..)| day.clone()).collect::<Vec<_>>(), days);
    assert_eq!(page(&built, "redovisningar.ics"), page(&self::built(&files, TODAY), "redovisningar.ics"), "same sources, same bytes");
}

#[test]
fn a_site_without_last_days_has_no_calendar() {
    let built = built(&plan("p", "period = \"2016\"\n[[reporting]]\nevery = \"år\""), TODAY);
    assert!(built.house.plan.output("redovisningar.ics").is_none());
    assert!(!page(&built, "redovisningar/index.html").contains("redovisningar.ics"));
    let bare = self::built(&plan("p", ""), TODAY);
    assert!(bare.house.plan.output("redovisningar/index.html").is_none(), "where nothing is to be reported there is no overview");
    let english = site("languages = [\"en\"]\nyear-one = \"årsdagen\"")
        + BODIES
        + &plan("p", "[adopted]\nby = \"styrelsen\"\non = \"2019-09-23\"\n[[reporting]]\nyears-after-adoption = [1]");
    let events = events(&self::built(&english, TODAY));
    assert_eq!(events, [("2020-09-23".to_owned(), "Report year 1: Planen p".to_owned(), None, "p.reporting.ar-1@insyn".to_owned())]);
}

#[test]
fn what_is_to_come_stands_first_in_the_overview() {
    let settings = site("year-one = \"årsdagen\"");
    let years = "[adopted]\nby = \"styrelsen\"\non = \"2025-01-15\"\n[[reporting]]\nyears-after-adoption = [1, 2, 3]";
    let files = settings
        + BODIES
        + &plan("a", years)
        + &plan("b", "period = \"2025/2026\"\n[[reporting]]\nevery = \"år\"")
        + &plan("c", "[[reporting]]\nyears-after-adoption = [1]");
    let told = told(&page(&built(&files, TODAY), "redovisningar/index.html"));
    let order = [
        "från och med den 22 november 2026",
        "efter 2026 planen b",
        "det var inte dags än den 22 november 2026",
        "år 2 senast 15 januari 2027",
        "år 3 senast 15 januari 2028",
        "år 1 senast 15 januari 2026",
        "efter 2025 planen b",
        "utan angiven dag",
        "år 1 planen c",
        "när planen antogs är inte angivet här",
    ];
    let mut from = 0;
    for words in order {
        let at = told[from..].find(words).unwrap_or_else(|| panic!("“{words}” does not come next in “{}”", &told[from..]));
        from += at + words.len();
    }
}

#[test]
fn long_lists_are_cut_and_led_on_from() {
    let duty = "period = \"2016/\"\n[[reporting]]\nid = \"d\"\nevery = \"månad\"\nby = \"namnden\"\nto = \"styrelsen\"";
    let built = built(&(BODIES.to_owned() + &plan("p", duty)), TODAY);
    let all = 12 * 12;
    assert_eq!(built.house.knowledge.clock.points.len(), all, "2016 to 2027");
    let shown = points(&built, "p");
    assert_eq!(shown.len(), 50);
    assert!(shown.contains(&"Efter oktober 2026".to_owned()) && shown.contains(&"Efter oktober 2027".to_owned()), "{shown:?}");
    for (from, list) in [("planer/p", "planer/p"), ("organisationer/namnden", "av/namnden"), ("organisationer/styrelsen", "till/styrelsen")]
    {
        let from = page(&built, &format!("{from}/index.html"));
        assert!(from.contains(&format!("/redovisningar/{list}/\">Alla 144 redovisningar")), "{list} is led to");
        assert_eq!(from.matches("<tr><th scope=\"row\">").count(), 50, "{list}");
        let rows = |path: &str| page(&built, path).matches("<tr><th scope=\"row\">").count();
        let path = |number: u32| if number == 1 { String::new() } else { format!("sida-{number}/") };
        let total: usize = (1..=3).map(|number| rows(&format!("redovisningar/{list}/{}index.html", path(number)))).sum();
        assert_eq!(total, all, "every report of {list} stands on one of its pages");
    }
}

#[test]
fn an_official_sees_on_one_page_what_her_board_must_report_and_what_has_been() {
    let duties =
        "period = \"2015/2016\"\n[[reporting]]\nid = \"d\"\nevery = \"år\"\nby = \"namnden\"\nto = \"styrelsen\"\nwhat = \"Läget\"";
    let other = "[[reporting]]\nevery = \"år\"\nby = \"kontoret\"\nto = \"namnden\"";
    let files = format!(
        "{BODIES}{}{}{}",
        plan("p", duties),
        plan("q", &format!("period = \"2016\"\n{other}")),
        result("r", "p", "made-by = \"namnden\"\nanswers = \"2015\"\nreceived-by = \"styrelsen\"\nperiod = \"2015\"")
    );
    let built = built(&files, TODAY);
    let told = told(&page(&built, "organisationer/namnden/index.html"));
    let by = told.find("vad organisationen ska redovisa").expect("what it must report");
    let to = told.find("vad andra ska redovisa till organisationen").expect("what others must");
    let (mine, others) = (&told[by..to], &told[to..]);
    assert!(mine.contains("efter 2016 planen p läget redovisas till styrelsen finns inte bland handlingarna här"), "{mine}");
    assert!(mine.contains("efter 2015 planen p läget redovisas till styrelsen uppföljning r"), "{mine}");
    assert!(others.contains("efter 2016 planen q redovisas av kontoret finns inte bland handlingarna här"), "{others}");
    assert!(!page(&built, "organisationer/enheten/index.html").contains("s-reports"), "who is to report nothing has no such list");
}

#[test]
fn absence_has_one_form_wherever_it_is_shown() {
    let case = r#"
=== content/cases/arende.md
+++
title = "Ärendet"

[[commission]]
id = "redovisa"
title = "Redovisa"
from = "styrelsen"
to = ["namnden", "enheten", "kontoret"]

[[commission.answer]]
by = "namnden"

[[absence]]
of = "commission.redovisa.answer.enheten"
checked-by = "styrelsen"
checked-on = "2017-03-01"
+++
"#;
    let absent = "[[absence]]\nof = \"period\"\nchecked-by = \"kontoret\"\nchecked-on = \"2017-03-13\"";
    let files = format!("{BODIES}{case}{}{}", plan("p", absent), plan("q", "[[absence]]\nof = \"period\"\nnote = \"Står inte\""));
    let built = built(&files, TODAY);
    let told_at = |path: &str| told(&page(&built, path));
    let case = told_at("arenden/arende/index.html");
    assert!(
        case.contains("nämnden har svarat enheten saknas kontrollerat av styrelsen 1 mars 2017 kontoret finns inte bland handlingarna här"),
        "{case}"
    );
    assert!(told_at("planer/p/index.html").contains("till när? saknas kontrollerat av kontoret 13 mars 2017"));
    let nobody_looked = told_at("planer/q/index.html");
    assert!(nobody_looked.contains("till när? står inte i handlingarna här") && !nobody_looked.contains("saknas"), "{nobody_looked}");
    assert!(!pipeline::has_errors(&built.diagnostics));
}
