//! What a web server is to send beside the bytes: one policy for all that the site holds, and for the few files that need another; and the
//! addresses that it answers in another way than with the file that lies there.
//!
//! Sources: Content Security Policy Level 3; RFC 6797 (HSTS); Referrer Policy; Permissions Policy; RFC 8246 (immutable); OWASP's list of
//! HTTP headers.

use super::{Plan, Routes, search, view};
use crate::output::{Key, Output};
use crate::site::{Site, State};

/// The name of a header, and what it says; nothing when it is not to be sent.
pub type Header = (&'static str, String);

/// What pages may load: nothing but their own style and pictures.
const PAGE: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// The same of the search page: its script, which compiles the index's own code and fetches the index.
const SEARCH: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'";

/// Extensions of what is made for machines of other sites to fetch.
pub const OPEN: &[&str] = &["atom", "csv", "ics", "json", "jsonld", "rdf", "xlsx"];

/// Extensions of which web servers do not all know the media type.
pub const LITTLE_KNOWN: &[&str] = &["atom", "csv", "ics", "json", "jsonld", "rdf", "wasm", "webp", "xlsx"];

const CSP: &str = "Content-Security-Policy";
const FRAMES: &str = "X-Frame-Options";
const CACHE: &str = "Cache-Control";

/// In seconds: how long browsers ask for the site by https only, and keep what never changes.
const YEAR: u32 = 365 * 24 * 60 * 60;

/// What a page says of itself what it may load.
pub fn policy(searches: bool) -> &'static str {
    if searches { SEARCH } else { PAGE }
}

/// How long browsers keep the file at a path of the published site.
pub fn kept(path: &str) -> String {
    let asset = path.strip_prefix(Routes::ASSETS).is_some_and(|inside| inside.contains('/'));
    if asset { format!("public, max-age={YEAR}, immutable") } else { "no-cache".to_owned() }
}

/// What a web server is told. The headers of some files stand for those of all where they have the same name.
pub struct Serving {
    /// Path before every address.
    pub base: String,
    pub always: Vec<Header>,
    /// The file of the search page.
    pub search: (String, Vec<Header>),
    /// The folder of the theme's files. For readers each lies in a folder that bears the fingerprint of what is in it.
    pub assets: (String, Vec<Header>),
    /// Extracts, by the name that each has in its page's folder: the sites that `embed-from` names may frame them, and any may fetch them.
    pub extracts: (&'static str, Vec<Header>),
    /// The addresses of extracts that other sites may frame, for servers that know files by their whole address only.
    pub framed: Vec<String>,
    /// What has one of the extensions in [`OPEN`].
    pub open: Vec<Header>,
    /// The page for addresses where nothing is.
    pub missing: String,
    pub moved: Vec<Moved>,
    /// The addresses of pages that are withdrawn: what stands there is a notice, and what stood there is gone.
    pub gone: Vec<String>,
}

impl Serving {
    pub fn of(site: &Site, plan: &Plan) -> Self {
        let routes = &plan.routes;
        let anyone = ("Access-Control-Allow-Origin", "*".to_owned());
        let kept = (CACHE, format!("public, max-age={YEAR}, immutable"));
        let searched = search::is_on(site);
        let is_framed =
            |output: &&Output| matches!(output.key, Key::Page { page: view::EXTRACT, .. }) && !site.config.embed_from.is_empty();
        let extracts = plan.outputs.iter().filter(is_framed);
        let withdrawn = plan.outputs.iter().filter(|output| is_withdrawn(site, output));
        Self {
            base: routes.base.clone(),
            always: always(site),
            search: (routes.url(&routes.page(routes.search(), 0, 1)) + "index.html", vec![(CSP, framed(policy(searched), "'none'"))]),
            assets: (routes.url(Routes::ASSETS), if routes.assets == Routes::ASSETS { Vec::new() } else { vec![kept] }),
            extracts: (Routes::EXTRACT, [framed_by(site), vec![anyone.clone()]].concat()),
            framed: extracts.map(|output| routes.url(&output.path)).collect(),
            open: vec![anyone],
            missing: routes.url("404.html"),
            moved: plan.outputs.iter().flat_map(|output| moved(site, plan, output)).collect(),
            gone: withdrawn.filter_map(|output| told(routes, output)).collect(),
        }
    }
}

fn always(site: &Site) -> Vec<Header> {
    let https = site.config.base_url.as_ref().is_some_and(|web| web.url.starts_with("https://"));
    let headers = [
        (CSP, framed(PAGE, "'none'")),
        (FRAMES, "DENY".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        // Which page somebody came from is nobody else's business: some are about violence at home.
        ("Referrer-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        // A copy may be kept, and is asked for anew each time: what is taken back is gone at once.
        (CACHE, "no-cache".to_owned()),
    ];
    headers.into_iter().chain(https.then(|| ("Strict-Transport-Security", format!("max-age={YEAR}")))).collect()
}

/// Who may frame an extract. The older header knows no list of sites, so it is not sent where there is one.
fn framed_by(site: &Site) -> Vec<Header> {
    let origins: Vec<&str> = site.config.embed_from.iter().map(|origin| origin.origin.as_str()).collect();
    if origins.is_empty() { Vec::new() } else { vec![(CSP, framed(PAGE, &origins.join(" "))), (FRAMES, String::new())] }
}

/// A policy with who may frame the page, which only a header can say.
fn framed(policy: &str, by: &str) -> String {
    format!("{policy}; frame-ancestors {by}")
}

/// All headers of some files: their own stand for those of all, and what says nothing is not sent.
pub fn whole(always: &[Header], own: &[Header]) -> Vec<Header> {
    let kept = always.iter().filter(|(name, _)| own.iter().all(|(known, _)| known != name));
    kept.chain(own).filter(|(_, value)| !value.is_empty()).cloned().collect()
}

/// A former address, and where it leads.
pub struct Moved {
    /// The path from the root of the host; ends in `/` where a folder is meant.
    pub from: String,
    /// The same with every sign escaped that must be, and the path that it leads to likewise.
    pub escaped: String,
    pub to: String,
}

/// A former address, and that of the extract that lay below it: it stands in pages of other sites.
fn moved(site: &Site, plan: &Plan, output: &Output) -> Vec<Moved> {
    let Key::Page { page: "moved", about, lang, .. } = &output.key else { return Vec::new() };
    let (Some(from), Some(to)) = (told(&plan.routes, output), view::leads_to(site, &plan.routes, about, *lang)) else { return Vec::new() };
    let leads = |from: String, to: &str| {
        let (path, fragment) = to.split_at(to.find('#').unwrap_or(to.len()));
        Moved { escaped: plan.routes.escaped(&from), from, to: plan.routes.escaped(path) + fragment }
    };
    let extract = about.parse().ok().map(|record| plan.routes.extract(site, record, *lang));
    let extract = extract.filter(|path| from.ends_with('/') && plan.output(path).is_some());
    let below = extract.map(|path| leads(format!("{from}{}", Routes::EXTRACT), &plan.routes.url(&path)));
    std::iter::once(leads(from, &to)).chain(below).collect()
}

fn is_withdrawn(site: &Site, output: &Output) -> bool {
    matches!(&output.key, Key::Record { record, .. } if site.record(*record).state == State::Withdrawn)
}

/// An address that can stand in the settings of a server.
fn told(routes: &Routes, output: &Output) -> Option<String> {
    let url = routes.url(&output.path);
    (!url.contains(char::is_control)).then_some(url)
}
