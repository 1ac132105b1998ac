//! The catalogue of open data for the national data portal and other programs, as RDF/XML.
//!
//! Source: DCAT-AP-SE 3.0.1. The portal reads no other form, wants whole addresses, and wants everything that it lists to have one.

use std::io::Result;
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Format, main_view};
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::Outputs;
use crate::plan::view::datasets::{CATALOGUE, Catalogue, Entry, Given, Said, catalogue};

pub static FORMAT: Format = Format { name: "dcat", about: Both("Katalogen över öppna data", "The catalogue of open data"), list, make };

/// The vocabularies, by the names that they have in the file.
const VOCABULARIES: &[(&str, &str)] = &[
    ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xmlns:adms", "http://www.w3.org/ns/adms#"),
    ("xmlns:dcat", "http://www.w3.org/ns/dcat#"),
    ("xmlns:dcatap", "http://data.europa.eu/r5r/"),
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:foaf", "http://xmlns.com/foaf/0.1/"),
    ("xmlns:skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xmlns:vcard", "http://www.w3.org/2006/vcard/ns#"),
];

/// Where the lists of the Publications Office of the EU are.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

fn list(outputs: &mut Outputs) {
    // Every address in it is whole, so the site has to say where it is.
    if outputs.site.config.base_url.is_some() {
        outputs.add(CATALOGUE.to_owned(), FORMAT.name, Key::File(Arc::from(CATALOGUE)), outputs.site.config_span);
    }
}

fn make(house: &House, _: &Output) -> Made {
    // Writing to memory does not fail.
    let bytes = catalogue(&main_view(house)).and_then(|catalogue| written(&catalogue).ok()).unwrap_or_default();
    Made { body: Body::Bytes(bytes), diagnostics: Vec::new() }
}

type To = Writer<Vec<u8>>;

fn written(of: &Catalogue) -> Result<Vec<u8>> {
    let mut to = Writer::new_with_indent(Vec::new(), b' ', 2);
    to.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    to.create_element("rdf:RDF").with_attributes(VOCABULARIES.iter().copied()).write_inner_content(|to| {
        whole(to, of)?;
        publisher(to, of)?;
        if let Some(contact) = &of.contact {
            node(to, "vcard:Organization", &contact.address, |to| {
                leads(to, "rdf:type", "http://www.w3.org/2006/vcard/ns#Kind")?;
                literal(to, "vcard:fn", None, &contact.name)?;
                leads(to, "vcard:hasEmail", &format!("mailto:{}", contact.email))
            })?;
        }
        of.sets.iter().try_for_each(|set| {
            entry(to, of, set)?;
            set.files.iter().try_for_each(|file| given(to, of, file))
        })
    })?;
    let mut bytes = to.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn whole(to: &mut To, of: &Catalogue) -> Result<()> {
    node(to, "dcat:Catalog", &of.address, |to| {
        in_languages(to, "dcterms:title", &of.title)?;
        in_languages(to, "dcterms:description", &of.about)?;
        leads(to, "dcterms:publisher", &of.publisher.address)?;
        named(to, "dcterms:license", "dcterms:LicenseDocument", &of.licence)?;
        named(to, "foaf:homepage", "foaf:Document", &of.home)?;
        named(to, "dcat:themeTaxonomy", "skos:ConceptScheme", &format!("{AUTHORITY}/data-theme"))?;
        of.languages.iter().try_for_each(|code| language(to, code))?;
        of.sets.iter().try_for_each(|set| leads(to, "dcat:dataset", &set.address))
    })
}

fn publisher(to: &mut To, of: &Catalogue) -> Result<()> {
    node(to, "foaf:Agent", &of.publisher.address, |to| {
        literal(to, "foaf:name", None, &of.publisher.name)?;
        if let Some(number) = &of.publisher.number {
            literal(to, "dcterms:identifier", None, number)?;
        }
        named(to, "dcterms:type", "skos:Concept", "http://purl.org/adms/publishertype/LocalAuthority")
    })
}

fn entry(to: &mut To, of: &Catalogue, set: &Entry) -> Result<()> {
    node(to, "dcat:Dataset", &set.address, |to| {
        in_languages(to, "dcterms:title", &set.title)?;
        in_languages(to, "dcterms:description", &set.about)?;
        leads(to, "dcterms:publisher", &of.publisher.address)?;
        if let Some(contact) = &of.contact {
            leads(to, "dcat:contactPoint", &contact.address)?;
        }
        in_languages(to, "dcat:keyword", &set.keywords)?;
        named(to, "dcat:theme", "skos:Concept", &format!("{AUTHORITY}/data-theme/GOVE"))?;
        named(to, "dcterms:accessRights", "dcterms:RightsStatement", &format!("{AUTHORITY}/access-right/PUBLIC"))?;
        if let Some(code) = of.languages.first() {
            language(to, code)?;
        }
        if let Some((first, last)) = set.time {
            to.create_element("dcterms:temporal").write_inner_content(|to| {
                to.create_element("dcterms:PeriodOfTime")
                    .write_inner_content(|to| {
                        day(to, "dcat:startDate", first)?;
                        last.map_or(Ok(()), |last| day(to, "dcat:endDate", last))
                    })
                    .map(drop)
            })?;
        }
        named(to, "foaf:page", "foaf:Document", &set.page)?;
        set.files.iter().try_for_each(|file| leads(to, "dcat:distribution", &file.address))
    })
}

fn given(to: &mut To, of: &Catalogue, file: &Given) -> Result<()> {
    let (name, media) = match file.format {
        "csv" => ("CSV", "text/csv"),
        "xlsx" => ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => ("JSON", "application/json"),
    };
    node(to, "dcat:Distribution", &file.address, |to| {
        in_languages(to, "dcterms:title", &file.title)?;
        leads(to, "dcat:accessURL", &file.file)?;
        leads(to, "dcat:downloadURL", &file.file)?;
        named(to, "dcterms:format", "dcterms:MediaTypeOrExtent", &format!("{AUTHORITY}/file-type/{name}"))?;
        named(to, "dcat:mediaType", "dcterms:MediaType", &format!("https://www.iana.org/assignments/media-types/{media}"))?;
        named(to, "dcterms:license", "dcterms:LicenseDocument", &of.licence)?;
        named(to, "dcatap:availability", "skos:Concept", &format!("{AUTHORITY}/planned-availability/STABLE"))?;
        file.described.as_ref().map_or(Ok(()), |address| named(to, "foaf:page", "foaf:Document", address))
    })
}

/// A node with what is said of it.
fn node(to: &mut To, class: &str, address: &str, inside: impl FnOnce(&mut To) -> Result<()>) -> Result<()> {
    to.create_element(class).with_attribute(("rdf:about", address)).write_inner_content(inside).map(drop)
}

/// A property that leads to something that is described elsewhere.
fn leads(to: &mut To, property: &str, address: &str) -> Result<()> {
    to.create_element(property).with_attribute(("rdf:resource", address)).write_empty().map(drop)
}

/// A property that leads to something of a known class: a licence, a language, a word of a list.
fn named(to: &mut To, property: &str, class: &str, address: &str) -> Result<()> {
    let inside = |to: &mut To| to.create_element(class).with_attribute(("rdf:about", address)).write_empty().map(drop);
    to.create_element(property).write_inner_content(inside).map(drop)
}

fn literal(to: &mut To, property: &str, lang: Option<&str>, words: &str) -> Result<()> {
    let lang = lang.map(|lang| ("xml:lang", lang));
    to.create_element(property).with_attributes(lang).write_text_content(BytesText::new(&allowed(words))).map(drop)
}

/// Words without the signs that XML has no room for.
///
/// Source: W3C, XML 1.0, 2.2.
fn allowed(words: &str) -> String {
    words.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn in_languages(to: &mut To, property: &str, said: &Said) -> Result<()> {
    said.iter().try_for_each(|(code, words)| literal(to, property, Some(code), words))
}

fn day(to: &mut To, property: &str, day: jiff::civil::Date) -> Result<()> {
    let datatype = ("rdf:datatype", "http://www.w3.org/2001/XMLSchema#date");
    to.create_element(property).with_attribute(datatype).write_text_content(BytesText::new(&day.to_string())).map(drop)
}

/// A language by the code that the EU lists it by; one that is not among them is left out.
fn language(to: &mut To, code: &str) -> Result<()> {
    let known = [
        ("sv", "SWE"),
        ("en", "ENG"),
        ("fi", "FIN"),
        ("ar", "ARA"),
        ("de", "DEU"),
        ("fr", "FRA"),
        ("pl", "POL"),
        ("se", "SME"),
        ("so", "SOM"),
        ("es", "SPA"),
        ("uk", "UKR"),
    ];
    match known.iter().find(|(own, _)| *own == code) {
        Some((_, eu)) => named(to, "dcterms:language", "dcterms:LinguisticSystem", &format!("{AUTHORITY}/language/{eu}")),
        None => Ok(()),
    }
}
