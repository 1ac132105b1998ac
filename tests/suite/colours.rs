//! Colours that a theme declares: where a fault is told, what is inherited, and what becomes of the style.

use insyn::theme::Asset;

use crate::project::{Project, found};

fn theme(name: &str, lines: &str) -> String {
    let site = "=== content/site.toml\ntitle = \"S\"\ntheme = \"egen\"\n[municipality]\nname = \"S\"\n";
    format!("{site}=== themes/{name}/theme.toml\n{lines}")
}

/// The line, from 1, and the words of the one thing that was found.
fn one_finding(files: &str) -> (&'static str, usize, String) {
    let project = Project::new(files);
    let built = project.build();
    let [diagnostic] = built.diagnostics.as_slice() else { panic!("{:?}", found(&built)) };
    let text = project.sources.text("themes/egen/theme.toml").expect("the theme is among the sources");
    assert_eq!(diagnostic.span.source, text.id, "told in the theme that can be changed");
    let line = text.content[..diagnostic.span.range().start].lines().count();
    (diagnostic.lint.name, line, diagnostic.message.en.clone())
}

#[test]
fn what_is_no_colour_is_told_at_its_place() {
    let files = theme("egen", "parent = \"medborgare\"\n[colours]\nbrand = { light = \"grön\", dark = \"#8fd3c2\" }\n");
    let (lint, line, words) = one_finding(&files);
    assert_eq!((lint, line), ("malformed-value", 3));
    assert!(words.contains("“grön” is not a colour"), "{words}");
    let files = theme("egen", "parent = \"medborgare\"\n[colours]\nlink = { light = \"#0a5a86\" }\n");
    assert_eq!(one_finding(&files).0, "missing-key", "a colour has a light and a dark shade");
}

#[test]
fn a_ground_that_drowns_inherited_colours_is_told_at_the_ground() {
    // Dark enough for the inherited brand, and too light for the inherited link.
    let files = theme("egen", "parent = \"medborgare\"\n[colours]\npaper = { light = \"#c4c4c4\", dark = \"#17191b\" }\n");
    let (lint, line, words) = one_finding(&files);
    assert_eq!((lint, line), ("low-contrast", 3));
    assert!(words.contains("`link` in light mode is #0a5a86") && words.contains("against #c4c4c4"), "{words}");
}

#[test]
fn colours_without_a_ground_cannot_be_measured() {
    let files = theme("egen", "[colours]\nlink = { light = \"#0a5a86\", dark = \"#8cc8ee\" }\n");
    let project = Project::new(&files);
    assert!(found(&project.build()).contains(&"missing-key"));
}

#[test]
fn colours_stand_before_the_style_of_the_theme() {
    let files = theme("egen", "parent = \"medborgare\"\n[colours]\nbrand = { light = \"#1F3A6E\", dark = \"#a9c1f0\" }\n");
    let own = "=== themes/egen/assets/style.css\na { color: var(--link) }\n";
    let built = Project::new(&format!("{files}{own}")).build();
    assert_eq!(found(&built), Vec::<&str>::new());
    let Some(Asset::Text(style)) = built.house.theme.assets.get("style.css") else { panic!("the style is a text") };
    let (before, after) = style.split_once("a { color").expect("the theme's own rules are there");
    assert!(after.starts_with(": var(--link) }") && before.contains("--brand: #1f3a6e") && before.contains("--link: #0a5a86"), "{style}");
    let (light, dark) = before.split_once("@media (prefers-color-scheme: dark)").expect("light first, then dark");
    assert!(light.contains("--brand: #1f3a6e") && dark.contains("--brand: #a9c1f0") && dark.contains("--link: #8cc8ee"), "{before}");
}
