//! Drawings in SVG. A page shows them as pictures, where no script of theirs runs; opened by itself a drawing is a page of its own, so
//! scripts go, and so does what programs for drawing keep of names, folders and earlier versions.

use lol_html::html_content::Element;
use lol_html::{HandlerResult, RewriteStrSettings, doc_comments, element, rewrite_str};

/// Names of programs for drawing, before the elements and attributes that are theirs.
const PROGRAMS: &[&str] = &["inkscape:", "sodipodi:", "sketch:", "figma:"];

/// Elements that nobody sees.
const UNSEEN: &[&str] = &["metadata", "script"];

/// A drawing without what nobody sees of it. All else stays as it was, byte for byte.
pub fn clean(drawing: &str) -> String {
    // To a reader of HTML the entities of a document's own are comments; the drawing needs them.
    let own_entities = drawing.contains("<!ENTITY");
    let comments = doc_comments!(move |comment| {
        if !own_entities {
            comment.remove();
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", clean_element))
        .append_document_content_handler(comments);
    // A drawing that cannot be read through is not published as it came.
    rewrite_str(drawing, settings).unwrap_or_default()
}

fn clean_element(element: &mut Element) -> HandlerResult {
    let tag = element.tag_name();
    if UNSEEN.contains(&tag.as_str()) || of_program(&tag) {
        element.remove();
        return Ok(());
    }
    let names: Vec<String> = element.attributes().iter().map(|attribute| attribute.name()).collect();
    for name in names {
        let value = element.get_attribute(&name).unwrap_or_default();
        let runs = name.starts_with("on") || name.ends_with("href") && value.trim_start().to_lowercase().starts_with("javascript:");
        if runs || of_program(&name) {
            element.remove_attribute(&name);
        }
    }
    Ok(())
}

fn of_program(name: &str) -> bool {
    PROGRAMS.iter().any(|program| name.starts_with(program))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_nobody_sees_goes_and_what_is_drawn_stays() {
        let drawing = r#"<?xml version="1.0"?>
<!-- Anna Andersson -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" onload="alert(1)" inkscape:export-filename="C:\Users\anna\k.png">
<sodipodi:namedview id="base"><inkscape:grid/></sodipodi:namedview>
<metadata><rdf:RDF><dc:creator>Anna Andersson</dc:creator></rdf:RDF></metadata>
<script>alert(1)</script><script xlink:href="x.js"/>
<a xlink:href=" JavaScript:alert(1)"><rect width="9" height="9" fill="url(#a)"/></a>
<title>Stapeldiagram</title><text>88 procent &amp; mer</text>
</svg>"#;
        let cleaned = clean(drawing);
        for gone in ["Anna", "anna", "alert", "script", "inkscape:export", "sodipodi:named", "x.js"] {
            assert!(!cleaned.contains(gone), "{gone}: {cleaned}");
        }
        for stays in [
            r#"viewBox="0 0 9 9""#,
            r#"<rect width="9" height="9" fill="url(#a)"/>"#,
            "<title>Stapeldiagram</title>",
            "88 procent &amp; mer",
        ] {
            assert!(cleaned.contains(stays), "{stays}: {cleaned}");
        }
        let plain = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>\n";
        assert_eq!(clean(plain), plain);
        let entities = "<!DOCTYPE svg [\n<!ENTITY vit \"#fff\">\n]>\n<svg fill=\"&vit;\"></svg>";
        assert_eq!(clean(entities), entities);
    }
}
