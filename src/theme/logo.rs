//! The municipality's mark beside the name of the site: a file of the theme.

use std::collections::BTreeMap;

use super::{Asset, ThemeConfig};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};

pub static MISSING_LOGO: Lint = Lint {
    name: "missing-logo",
    severity: Severity::Error,
    title: Both("Logotypen finns inte", "Logo not found"),
    why: Both("Varje sida skulle visa en trasig bild högst upp.", "Every page would show a broken picture at its top."),
    manual: Both(
        "Logotypen är en fil i temats mapp assets och skrivs i theme.toml med sitt namn där. Den kan vara SVG, PNG eller WebP. Kommunens namn blir dess text för den som inte ser den.\n\nthemes/kommunen/assets/logo.svg\nthemes/kommunen/theme.toml:  logo = \"logo.svg\"",
        "The logo is a file in the theme's folder assets, written in theme.toml by its name there. It can be SVG, PNG or WebP. The municipality's name becomes its text for those who do not see it.\n\nthemes/kommunen/assets/logo.svg\nthemes/kommunen/theme.toml:  logo = \"logo.svg\"",
    ),
};

/// The logo of a chain of themes, nearest first: its path under `assets/`. Tells when there is no such picture.
pub fn choose(declared: &[ThemeConfig], assets: &BTreeMap<String, Asset>) -> (Option<String>, Option<Diagnostic>) {
    let Some(logo) = declared.iter().find_map(|theme| theme.logo.as_ref()) else { return (None, None) };
    let is_picture = |path: &str| [".svg", ".png", ".webp"].iter().any(|end| path.to_lowercase().ends_with(end));
    if assets.contains_key(&logo.text) && is_picture(&logo.text) {
        return (Some(logo.text.clone()), None);
    }
    let pictures = assets.keys().map(String::as_str).filter(|path| is_picture(path));
    let found = if assets.contains_key(&logo.text) {
        Diagnostic::new(
            &MISSING_LOGO,
            logo.span,
            format!("”{}” är ingen bild som en webbläsare visar skarpt.", logo.text),
            format!("“{}” is no picture that a browser shows sharply.", logo.text),
        )
        .help("Spara den som SVG, PNG eller WebP.", "Save it as SVG, PNG or WebP.")
    } else {
        Diagnostic::new(
            &MISSING_LOGO,
            logo.span,
            format!("Det finns ingen fil ”{}” i temats mapp assets.", logo.text),
            format!("There is no file “{}” in the theme's folder assets.", logo.text),
        )
        .meant(&logo.text, pictures)
        .help("Lägg filen i mappen assets bredvid theme.toml.", "Put the file in the folder assets beside theme.toml.")
    };
    (None, Some(found))
}
