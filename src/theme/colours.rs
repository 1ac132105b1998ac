//! The colours of a theme: declared in `theme.toml`, measured against the grounds that they stand on, written at the head of its style.

use crate::content::datum::Datum;
use crate::content::field::{Field, Shape};
use crate::content::item::{Item, Value};
use crate::content::read::{MISSING_KEY, Reading};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::record;
use crate::span::Span;

pub static LOW_CONTRAST: Lint = Lint {
    name: "low-contrast",
    severity: Severity::Error,
    title: Both("För svag kontrast", "Contrast too low"),
    why: Both(
        "Den som ser dåligt, eller läser i solen, kan inte läsa text som är för lik bakgrunden (WCAG 2.2, 1.4.3).",
        "Those who see poorly, or read in the sun, cannot read text that is too like its background (WCAG 2.2, 1.4.3).",
    ),
    manual: Both(
        "Temats färger står i theme.toml, var och en för ljust och för mörkt läge. Kontrasten mot sidans bakgrund `paper` och mot `band`, som hjälpraden och sidfoten har, ska vara minst 4,5:1. Så står det i WCAG 2.2, kriterium 1.4.3 på nivå AA. Måttet är WCAG:s: (ljusare + 0,05) / (mörkare + 0,05), av färgernas relativa luminans.\n\nFel:   link = { light = \"#8cc8ee\", dark = \"#8cc8ee\" }\nRätt:  link = { light = \"#0a5a86\", dark = \"#8cc8ee\" }",
        "The colours of a theme stand in theme.toml, each for light and for dark. The contrast against the page's ground `paper`, and against `band`, which the help line and the foot have, must be at least 4.5:1. So says WCAG 2.2, criterion 1.4.3 at level AA. The measure is that of WCAG: (lighter + 0.05) / (darker + 0.05), of the colours' relative luminance.\n\nWrong: link = { light = \"#8cc8ee\", dark = \"#8cc8ee\" }\nRight: link = { light = \"#0a5a86\", dark = \"#8cc8ee\" }",
    ),
};

/// The least contrast of text against its ground. Source: WCAG 2.2, 1.4.3, level AA.
const LEAST: f64 = 4.5;

/// A colour as screens mix it: red, green and blue.
#[derive(Clone, Copy, Debug)]
pub struct Colour {
    pub rgb: [u8; 3],
    pub span: Span,
}

impl Field for Colour {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let Value::Text(written) = &item.value else {
            reading.wrong_type(item, "text", "text");
            return None;
        };
        let rgb = rgb(written);
        if rgb.is_none() {
            reading.malformed(
                item.span,
                format!("”{written}” är inte en färg: den skrivs med # och sex tecken ur 0–9 och a–f."),
                format!("“{written}” is not a colour: it is written with # and six signs from 0–9 and a–f."),
                Some("#0b5a4b"),
            );
        }
        rgb.map(|rgb| Self { rgb, span: item.span })
    }
    /// Nothing is shown of a theme's declaration: its colours are seen in the style.
    fn lower(&self) -> Datum<'_> {
        Datum::Nothing
    }
}

record! {
    /// The same colour for readers who prefer light and for those who prefer dark.
    #[derive(Copy)]
    pub struct Shade {
        light: Colour = "light", "Ljust läge" / "Light", "Färgen när sidan är ljus." / "The colour when the page is light.", r##""#0b5a4b""##;
        dark: Colour = "dark", "Mörkt läge" / "Dark", "Färgen när sidan är mörk." / "The colour when the page is dark.", r##""#8fd3c2""##;
    }
}

record! {
    /// `[colours]` of a `theme.toml`. What a theme leaves out comes from its parent.
    #[derive(Copy)]
    pub struct Colours {
        paper: Option<Shade> = "paper", "Bakgrund" / "Ground", "Sidans bakgrund." / "The ground of the page.", r##"{ light = "#ffffff", dark = "#17191b" }"##;
        band: Option<Shade> = "band", "Band" / "Band", "Bakgrunden i hjälpraden, sidfoten och rutor." / "The ground of the help line, the foot and boxes.", r##"{ light = "#f3f1ec", dark = "#222528" }"##;
        brand: Option<Shade> = "brand", "Kommunens färg" / "Brand", "Kommunens färg, i linjer och märken." / "The municipality's colour, in lines and marks.", r##"{ light = "#0b5a4b", dark = "#8fd3c2" }"##;
        link: Option<Shade> = "link", "Länkar" / "Links", "Länkarnas färg." / "The colour of links.", r##"{ light = "#0a5a86", dark = "#8cc8ee" }"##;
    }
}

/// Light or dark.
struct Mode {
    words: Both,
    of: fn(&Shade) -> Colour,
}

const LIGHT: Mode = Mode { words: Both("ljust läge", "light mode"), of: |shade| shade.light };
const DARK: Mode = Mode { words: Both("mörkt läge", "dark mode"), of: |shade| shade.dark };

/// Red, green and blue of `#rrggbb`; None when it is not written so.
pub fn rgb(written: &str) -> Option<[u8; 3]> {
    let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio.
pub fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |rgb: [u8; 3]| {
        let part = |of: u8| {
            let c = f64::from(of) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2])
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colours of a chain of themes, nearest first: what a theme leaves out comes from the next. Tells every colour that cannot be read
/// against its ground.
pub fn join(chain: &[Colours]) -> (Option<Colours>, Vec<Diagnostic>) {
    let Some(first) = chain.first() else { return (None, Vec::new()) };
    let joined = chain[1..].iter().fold(*first, |near, far| Colours {
        paper: near.paper.or(far.paper),
        band: near.band.or(far.band),
        brand: near.brand.or(far.brand),
        link: near.link.or(far.link),
        span: near.span,
    });
    let Some(paper) = joined.paper else { return (Some(joined), vec![no_paper(&joined)]) };
    let grounds: Vec<Shade> = [Some(paper), joined.band].into_iter().flatten().collect();
    let inks = [("brand", joined.brand), ("link", joined.link)];
    let found = inks
        .into_iter()
        .filter_map(|(name, ink)| Some((name, ink?)))
        .flat_map(|(name, ink)| [LIGHT, DARK].map(|mode| measure(chain, name, ink, &grounds, &mode)))
        .flatten()
        .collect();
    (Some(joined), found)
}

fn no_paper(colours: &Colours) -> Diagnostic {
    Diagnostic::new(
        &MISSING_KEY,
        colours.span,
        "Här saknas `paper`: utan sidans bakgrund kan färgernas kontrast inte mätas.",
        "`paper` is missing here: without the page's ground the contrast of the colours cannot be measured.",
    )
    .help("Lägg till raden nedan och ändra värdet.", "Add the line below and change its value.")
    .paste(r##"paper = { light = "#ffffff", dark = "#17191b" }"##)
}

/// The finding when a colour cannot be read against one of the grounds: the ground where it is worst.
fn measure(chain: &[Colours], name: &str, ink: Shade, grounds: &[Shade], mode: &Mode) -> Option<Diagnostic> {
    let colour = (mode.of)(&ink);
    let against = |ground: &Shade| contrast(colour.rgb, (mode.of)(ground).rgb);
    let worst = grounds.iter().min_by(|a, b| against(a).total_cmp(&against(b)))?;
    let ground = (mode.of)(worst);
    let ratio = against(worst);
    if ratio >= LEAST {
        return None;
    }
    // Whoever changed a ground under an inherited colour is told at the ground.
    let depth = |span: Span| chain.iter().position(|colours| colours.span.source == span.source);
    let span = if depth(ground.span) < depth(colour.span) { ground.span } else { colour.span };
    let (shown, on) = (written(colour.rgb), written(ground.rgb));
    // Rounded down, so that what is too little never reads as enough.
    let figure = format!("{:.2}", (ratio * 100.0).floor() / 100.0);
    let sv = figure.replace('.', ",");
    let (light, dark) = (contrast(ground.rgb, [0xff; 3]), contrast(ground.rgb, [0; 3]));
    let (help_sv, help_en, end) = if dark > light { ("mörkare", "darker", 0) } else { ("ljusare", "lighter", 0xff) };
    let near = written(nearest(colour.rgb, end, |rgb| grounds.iter().all(|ground| contrast(rgb, (mode.of)(ground).rgb) >= LEAST)));
    Some(
        Diagnostic::new(
            &LOW_CONTRAST,
            span,
            format!("`{name}` i {} är {shown}. Kontrasten mot {on} är {sv}:1 och ska vara minst 4,5:1.", mode.words.0),
            format!("`{name}` in {} is {shown}. Its contrast against {on} is {figure}:1 and must be at least 4.5:1.", mode.words.1),
        )
        .help(format!("Välj en {help_sv} färg, till exempel {near}."), format!("Choose a {help_en} colour, for example {near}.")),
    )
}

/// The colour nearest to `rgb` on its way to black or white that is `enough`.
fn nearest(rgb: [u8; 3], end: u8, enough: impl Fn([u8; 3]) -> bool) -> [u8; 3] {
    let mixed = |step: u16| rgb.map(|part| ((u16::from(part) * (255 - step) + u16::from(end) * step) / 255) as u8);
    (0..=255).map(mixed).find(|rgb| enough(*rgb)).unwrap_or([end; 3])
}

fn written(rgb: [u8; 3]) -> String {
    let [red, green, blue] = rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colours as custom properties. They stand before the style's own rules, so that those for print and for more contrast still win.
pub fn style(colours: &Colours) -> String {
    let properties = |mode: &Mode| {
        let shades = [("paper", colours.paper), ("band", colours.band), ("brand", colours.brand), ("link", colours.link)];
        let written = shades.into_iter().filter_map(|(name, shade)| Some(format!("--{name}: {}", written((mode.of)(&shade?).rgb))));
        written.collect::<Vec<_>>().join("; ")
    };
    format!(":root {{ {} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {} }} }}\n", properties(&LIGHT), properties(&DARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_written_in_one_way() {
        assert_eq!(rgb("#0A5a86"), Some([0x0a, 0x5a, 0x86]));
        for wrong in ["0a5a86", "#0a5a8", "#0a5a860", "#0a5a8g", "#åäö", "grön", "", "#+1-2+3"] {
            assert_eq!(rgb(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(contrast([0; 3], [255; 3]), 21.0);
        assert_eq!(contrast([7; 3], [7; 3]), 1.0);
        // The two greys between which the limit for white lies.
        assert!(contrast([0x76; 3], [255; 3]) >= LEAST && contrast([0x77; 3], [255; 3]) < LEAST);
    }

    #[test]
    fn the_colour_proposed_is_enough_and_no_further_than_need_be() {
        let enough = |rgb| contrast(rgb, [255; 3]) >= LEAST;
        let near = nearest([0x8c, 0xc8, 0xee], 0, enough);
        assert!(enough(near) && !enough(near.map(|part| part + 2)), "{near:?}");
    }
}
