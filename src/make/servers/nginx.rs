//! nginx: a file to `include` where the server is declared. A place that has headers of its own gets none of those around it, so each has
//! all of its own.

use regex::escape;

use super::{ALL, OWN, begins, quoted};
use crate::media;
use crate::plan::serving::{Header, OPEN, Serving, whole};

pub fn settings(serving: &Serving) -> Vec<u8> {
    let base = escape(&serving.base);
    let (extract, extracts) = &serving.extracts;
    let mut out = begins();
    out += "\n# include i server { … }; root är mappen som webbplatsens adress börjar i.\n";
    out += "# include in server { … }; root is the folder where the site's address begins.\n\n";
    let all = format!("{}    index index.html;\n{}", headers(serving, &[]), errors(serving));
    out += &place(&serving.base, &all);
    out += &place(&format!("= {}", quoted(&serving.search.0)), &headers(serving, &serving.search.1));
    out += &place(&format!("^~ {}", quoted(&serving.assets.0)), &format!("{}{}", headers(serving, &serving.assets.1), errors(serving)));
    let beside = format!("{}{}", headers(serving, extracts), errors(serving));
    out += &place(&format!("~ {}", quoted(&format!("^{base}(?:.+/)?{}$", escape(extract)))), &beside);
    let open = format!("{}{}{}", headers(serving, &serving.open), kinds(), errors(serving));
    out += &place(&format!("~ {}", quoted(&format!("^{base}.+\\.(?:{})$", OPEN.join("|")))), &open);
    for settings in ALL {
        out += &place(&format!("= {}", quoted(&format!("{}{}", serving.base, settings.path))), "    return 404;\n");
    }
    out += &place(&format!("^~ {}", quoted(&format!("{}{OWN}/", serving.base))), "    return 404;\n");
    for moved in &serving.moved {
        // A sign that begins a variable.
        let to = moved.to.replace('$', "%24");
        out += &place(&format!("= {}", quoted(&moved.from)), &format!("    return 301 {};\n", quoted(&to)));
    }
    for gone in &serving.gone {
        out += &place(
            &format!("= {}", quoted(gone)),
            &format!("    error_page 410 {};\n    return 410;\n", quoted(&format!("{gone}index.html"))),
        );
    }
    out.into_bytes()
}

fn place(matches: &str, inside: &str) -> String {
    format!("location {matches} {{\n{inside}}}\n")
}

fn headers(serving: &Serving, own: &[Header]) -> String {
    let line = |(name, value): Header| format!("    add_header {name} {} always;\n", quoted(&value));
    let text =
        "    charset utf-8;\n    charset_types text/css text/plain text/xml application/javascript text/javascript application/xml;\n";
    whole(&serving.always, own).into_iter().map(line).collect::<String>() + text
}

fn errors(serving: &Serving) -> String {
    format!("    error_page 404 {};\n", quoted(&serving.missing))
}

/// The media types of what is open, which is all that is in its place.
fn kinds() -> String {
    let lines = OPEN.iter().map(|extension| format!("        {} {extension};\n", bare(extension)));
    format!("    types {{\n{}    }}\n", lines.collect::<String>())
}

/// A media type without what it says of letters.
fn bare(extension: &str) -> &'static str {
    let kind = media::kind(&format!(".{extension}"));
    kind.split(';').next().unwrap_or(kind)
}
