//! Themes: templates, assets and interface strings, a site's own over its parent's, with the theme `medborgare` built in.

mod colours;
mod faults;
mod filters;
mod frame;
mod logo;
mod program;
mod strings;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::{Context, Tera, Value};

use crate::content::field::Record as _;
use crate::content::item;
use crate::content::read::Reading;
use crate::content::value::{Id, Text as Words};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::highlight_css;
use crate::record;
use crate::source::{Blob, Sources, Text};
use crate::span::{SourceId, Span};
use crate::spoken::base;

pub use colours::{Colours, contrast, rgb};
pub use faults::TEMPLATE_ERROR;
pub use filters::tel;
pub use frame::Frames;
pub use program::{about, words as program_words};
pub use strings::{Language, Strings};

pub static NO_THEME: Lint = Lint {
    name: "no-theme",
    severity: Severity::Error,
    title: Both("Temat finns inte", "Theme not found"),
    why: Both("Utan tema kan inga sidor göras.", "Without a theme no pages can be made."),
    manual: Both(
        "Ett tema är en mapp i themes/ med theme.toml. Temat medborgare är inbyggt. Ett eget tema kan ärva: parent = \"medborgare\". Ett tema kan inte ärva sig självt, inte heller genom andra.",
        "A theme is a folder in themes/ with theme.toml. The theme medborgare is built in. A theme of your own can inherit: parent = \"medborgare\". A theme cannot inherit from itself, not through others either.",
    ),
};

/// The lints that this stage raises.
pub const LINTS: &[&Lint] = &[&NO_THEME, &colours::LOW_CONTRAST, &logo::MISSING_LOGO, &TEMPLATE_ERROR, &strings::MISSING_STRING];

/// The theme that is used when a site names none, and that others inherit.
const BUILT_IN: &str = "medborgare";
/// The style that every page asks for, and that the colours are put into.
const STYLE: &str = "style.css";
static BUILT_IN_FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/medborgare");

record! {
    /// `theme.toml`.
    pub struct ThemeConfig {
        title: Option<Words> = "title", "Namn" / "Name", "Temats namn." / "The theme's name.", r#""Medborgare""#;
        parent: Option<Id> = "parent", "Ärver" / "Parent", "Temat som detta bygger på." / "The theme that this one builds on.", r#""medborgare""#;
        logo: Option<Words> = "logo", "Logotyp" / "Logo", "Kommunens märke, en fil i temats assets: SVG, PNG eller WebP." / "The municipality's mark, a file in the theme's assets: SVG, PNG or WebP.", r#""logo.svg""#;
        colours: Option<Colours> = "colours", "Färger" / "Colours", "Temats färger, för ljust och mörkt läge." / "The theme's colours, for light and dark.", r##"{ brand = { light = "#0b5a4b", dark = "#8fd3c2" } }"##;
    }
}

/// A theme, ready to make pages with.
pub struct Theme {
    tera: Tera,
    /// Interface strings by language code.
    pub languages: BTreeMap<String, Language>,
    /// Files that are passed on, by their path under `assets/`.
    pub assets: BTreeMap<String, Asset>,
    /// Its colours, what it inherits included; none when no theme of the chain declares any.
    pub colours: Option<Colours>,
    /// The municipality's mark, by its path under `assets/`.
    pub logo: Option<String>,
    texts: BTreeMap<String, Text>,
}

/// A file that is passed on as it is.
#[derive(Clone, Debug)]
pub enum Asset {
    /// A text file of a theme, or one that is built in.
    Text(Arc<str>),
    /// A file on disk.
    Blob(Blob),
}

/// Loads the theme `chosen` (else `medborgare`) and those that it inherits, with the strings of `languages`; those of the first are
/// complete.
pub fn load(sources: &Sources, chosen: Option<&Id>, languages: &[&str], at: Span) -> (Theme, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let texts = texts(sources);
    let span = chosen.map_or(at, |id| id.span);
    // What is there and could not be read has been told of.
    let unread = |path: &str| sources.unread.iter().any(|file| path == &*file.path || path.starts_with(&format!("{}/", file.path)));
    let (chain, declared) = chain(&texts, &unread, chosen.map_or(BUILT_IN, |id| &id.id), span, &mut diagnostics);
    let templates: Vec<(&str, &Text)> = chain
        .iter()
        .flat_map(|name| {
            let folder = format!("themes/{name}/templates/");
            texts.values().filter(move |text| text.path.starts_with(&folder))
        })
        .filter_map(|text| template_name(&text.path).map(|name| (name, text)))
        .collect();
    let (mut tera, faults) = compile(&chain, &templates);
    diagnostics.extend(faults);
    let (languages, faults) = strings::languages(&chain, &texts, languages.first().copied().unwrap_or("sv"), languages);
    diagnostics.extend(faults);
    tera.global_context().insert("generator", concat!("insyn ", env!("CARGO_PKG_VERSION")));
    let own: Vec<Colours> = declared.iter().filter_map(|theme| theme.colours).collect();
    let (colours, faults) = colours::join(&own);
    diagnostics.extend(faults);
    let mut assets = assets(&chain, &texts, sources);
    let (logo, fault) = logo::choose(&declared, &assets);
    diagnostics.extend(fault);
    if let (Some(colours), Some(Asset::Text(style))) = (&colours, assets.get_mut(STYLE)) {
        *style = format!("{}{style}", colours::style(colours)).into();
    }
    let texts = templates.iter().map(|(name, text)| (full_name(&text.path, name), (*text).clone())).collect();
    (Theme { tera, languages, assets, colours, logo, texts }, diagnostics)
}

impl Theme {
    /// Whether there is a template of this name in the theme or those that it inherits.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Fills a template. An error is told at its place in the theme's file.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut page = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(Box::new(faults::of_rendering(&error, &self.texts))),
        }
    }

    /// Fills one block of a template; None when it has no such block, or there is an error in it, which the whole template tells.
    pub fn render_block(&self, template: &str, block: &str, context: &Context) -> Option<Vec<u8>> {
        let mut html = Vec::with_capacity(16 * 1024);
        self.tera.render_block_to(template, block, context, &mut html).ok().map(|()| html)
    }

    /// Fills a component from what it asks for of `context`, as safe HTML; None when there is no such component or it fails.
    fn component(&self, component: &str, context: &Context) -> Option<Value> {
        let html = self.tera.render_component_with_implicits(component, &Context::new(), context, None, true).ok()?;
        Some(Value::safe_string(&html))
    }

    /// The fingerprint of all files that pages are dressed with, as 16 hexadecimal signs.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        // How pictures are written anew, and the colours of code, are the program's.
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(highlight_css().as_bytes());
        for (name, asset) in &self.assets {
            let content = match asset {
                Asset::Text(text) => text,
                Asset::Blob(blob) => &blob.fingerprint,
            };
            for part in [name, &**content] {
                hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// The strings of a language, or of the nearest that the theme has.
    pub fn language(&self, code: &str) -> &Language {
        static NONE: std::sync::LazyLock<Language> = std::sync::LazyLock::new(Language::default);
        self.languages
            .get(code)
            .or_else(|| self.languages.get(base(code)))
            .or_else(|| self.languages.get("sv"))
            .or_else(|| self.languages.values().next())
            .unwrap_or(&NONE)
    }
}

/// Every text under `themes/`, by path; those of the built-in theme where the site has no folder of that name.
fn texts(sources: &Sources) -> BTreeMap<String, Text> {
    let own = sources.texts.iter().filter(|text| text.path.starts_with("themes/"));
    let mut texts: BTreeMap<String, Text> = own.map(|text| (text.path.to_string(), text.clone())).collect();
    let folder = format!("themes/{BUILT_IN}/");
    if !texts.keys().any(|path| path.starts_with(&folder)) {
        add_built_in(&BUILT_IN_FILES, &folder, &mut texts);
    }
    texts
}

fn add_built_in(dir: &Dir<'static>, folder: &str, texts: &mut BTreeMap<String, Text>) {
    for file in dir.files() {
        if let Some(content) = file.contents_utf8() {
            let path = format!("{folder}{}", file.path().to_string_lossy().replace('\\', "/"));
            texts.insert(path.clone(), Text::new(path, content));
        }
    }
    dir.dirs().for_each(|dir| add_built_in(dir, folder, texts));
}

/// The theme and those that it inherits, nearest first, and what they declare in the same order.
fn chain(
    texts: &BTreeMap<String, Text>,
    unread: &dyn Fn(&str) -> bool,
    chosen: &str,
    at: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<String>, Vec<ThemeConfig>) {
    let mut chain: Vec<String> = Vec::new();
    let mut declared = Vec::new();
    let mut next = Some((chosen.to_owned(), at));
    while let Some((name, at)) = next.take() {
        if chain.contains(&name) {
            let way = format!("{} → {name}", chain.join(" → "));
            diagnostics.push(
                Diagnostic::new(
                    &NO_THEME,
                    at,
                    format!("Temat ”{name}” ärver sig självt: {way}."),
                    format!("The theme “{name}” inherits from itself: {way}."),
                )
                .help(
                    "Ta bort raden med parent i ett av dem, eller ärv det inbyggda temat: parent = \"medborgare\".",
                    "Remove the line with parent in one of them, or inherit the theme that is built in: parent = \"medborgare\".",
                ),
            );
            break;
        }
        let path = format!("themes/{name}/theme.toml");
        let Some(text) = texts.get(&path) else {
            // One that is there and could not be read has been told of.
            if !unread(&path) {
                diagnostics.push(missing(texts, &name, &path, at));
            }
            if chain.is_empty() && name != BUILT_IN {
                next = Some((BUILT_IN.to_owned(), at));
            }
            continue;
        };
        chain.push(name);
        let config = config(text, diagnostics);
        next = config.as_ref().and_then(|config| config.parent.as_ref()).map(|parent| (parent.id.clone(), parent.span));
        declared.extend(config);
    }
    (chain, declared)
}

fn missing(texts: &BTreeMap<String, Text>, name: &str, path: &str, at: Span) -> Diagnostic {
    let known = texts.keys().filter_map(|path| path.strip_prefix("themes/")?.strip_suffix("/theme.toml"));
    Diagnostic::new(
        &NO_THEME,
        at,
        format!("Det finns inget tema ”{name}” (filen {path} saknas)."),
        format!("There is no theme “{name}” (the file {path} is missing)."),
    )
    .meant(name, known.chain([BUILT_IN]))
}

fn config(text: &Text, diagnostics: &mut Vec<Diagnostic>) -> Option<ThemeConfig> {
    let (table, faults) = item::from_toml(&text.content, text.id, 0);
    let mut reading = Reading::new(&text.content);
    diagnostics.extend(faults.iter().map(|fault| faults::of_file(fault.span, &fault.message)));
    reading.unknown_keys(&table, &[ThemeConfig::fields()]);
    let config = ThemeConfig::read(&table, &mut reading);
    diagnostics.extend(reading.diagnostics);
    config
}

/// `themes/medborgare/templates/page.html` is the template `page.html`.
fn template_name(path: &str) -> Option<&str> {
    path.split_once("/templates/").map(|(_, name)| name).filter(|name| name.ends_with(".html") || name.ends_with(".xml"))
}

/// The name that tera knows a template by: `medborgare/page.html`.
fn full_name(path: &str, name: &str) -> String {
    let theme = path.strip_prefix("themes/").and_then(|path| path.split('/').next()).unwrap_or(BUILT_IN);
    format!("{theme}/{name}")
}

/// Compiles every template. One that is faulty is told and left empty, so that the faults of the others are found too.
fn compile(chain: &[String], templates: &[(&str, &Text)]) -> (Tera, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let by_name: BTreeMap<String, Text> = templates.iter().map(|(name, text)| (full_name(&text.path, name), (*text).clone())).collect();
    let mut contents: BTreeMap<&str, &str> = by_name.iter().map(|(name, text)| (name.as_str(), &text.content[mark(text)..])).collect();
    loop {
        let mut tera = empty(chain);
        let Err(error) = tera.add_raw_templates(contents.iter()) else { return (tera, diagnostics) };
        let lost: Vec<&str> =
            by_name.iter().filter(|(name, _)| contents[name.as_str()].is_empty()).map(|(_, text)| &*text.content).collect();
        let mut emptied = false;
        for (name, diagnostic) in faults::of_loading(&error, &by_name) {
            emptied |= contents.get_mut(name.as_str()).is_some_and(|content| !std::mem::take(content).is_empty());
            if !faults::follows(&diagnostic, &lost) {
                diagnostics.push(diagnostic);
            }
        }
        // What lies in no template cannot be got round; otherwise each turn empties one, so this ends.
        if !emptied {
            return (empty(chain), diagnostics);
        }
    }
}

/// How many bytes the byte order mark of a text takes: Notepad writes one, and on a page it would be a sign of its own.
fn mark(text: &Text) -> usize {
    if text.content.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn empty(chain: &[String]) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml", ".svg"]);
    filters::register(&mut tera);
    // Nothing is loaded yet, which is the only thing that this could object to.
    let _ = tera.set_fallback_prefixes(chain.iter().map(|name| format!("{name}/")));
    tera
}

/// Every asset of the chain; a nearer theme's file wins.
fn assets(chain: &[String], texts: &BTreeMap<String, Text>, sources: &Sources) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for name in chain.iter().rev() {
        let folder = format!("themes/{name}/assets/");
        for (path, text) in texts {
            if let Some(path) = path.strip_prefix(&folder) {
                assets.insert(path.to_owned(), Asset::Text(text.content.clone()));
            }
        }
        for blob in &sources.blobs {
            if let Some(path) = blob.path.strip_prefix(&*folder) {
                assets.insert(path.to_owned(), Asset::Blob(blob.clone()));
            }
        }
    }
    assets
}

/// Where a file of a theme begins, for findings that have no better place.
fn start_of(path: &str) -> Span {
    Span::start_of(SourceId::of(path))
}
