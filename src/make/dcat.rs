//! The catalogue of open data for the national data portal and other programs, as RDF/XML.
//!
//! Source: DCAT-AP-SE 3.0.1. The portal reads no other form, wants whole addresses, and wants everything that it lists to have one.

use std::io::Result;
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Format;
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

const THEMES: &str = "http://publications.europa.eu/resource/authority/data-theme";
const GOVERNMENT: &str = "http://publications.europa.eu/resource/authority/data-theme/GOVE";
const LOCAL_AUTHORITY: &str = "http://purl.org/adms/publishertype/LocalAuthority";
const PUBLIC: &str = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
const STABLE: &str = "http://publications.europa.eu/resource/authority/planned-availability/STABLE";

/// Words of the lists that the vocabulary asks for: the class of each, its property with a name, and the name.
const WORDS: &[(&str, &str, &str, &str)] = &[
    ("skos:ConceptScheme", THEMES, "dcterms:title", "Data theme"),
    ("skos:Concept", GOVERNMENT, "skos:prefLabel", "Government and public sector"),
    ("skos:Concept", LOCAL_AUTHORITY, "skos:prefLabel", "Local authority"),
    ("dcterms:RightsStatement", PUBLIC, "skos:prefLabel", "public"),
    ("skos:Concept", STABLE, "skos:prefLabel", "stable"),
];

/// The languages that the EU lists, by the codes that sites know them by.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "http://publications.europa.eu/resource/authority/language/ARA"),
    ("en", "http://publications.europa.eu/resource/authority/language/ENG"),
    ("fi", "http://publications.europa.eu/resource/authority/language/FIN"),
    ("fit", "http://publications.europa.eu/resource/authority/language/FIT"),
    ("rom", "http://publications.europa.eu/resource/authority/language/ROM"),
    ("se", "http://publications.europa.eu/resource/authority/language/SME"),
    ("so", "http://publications.europa.eu/resource/authority/language/SOM"),
    ("sv", "http://publications.europa.eu/resource/authority/language/SWE"),
    ("yi", "http://publications.europa.eu/resource/authority/language/YID"),
];

/// Formats of files, and their media types.
const FORMS: &[(&str, &str, &str)] = &[
    ("csv", "http://publications.europa.eu/resource/authority/file-type/CSV", "https://www.iana.org/assignments/media-types/text/csv"),
    (
        "json",
        "http://publications.europa.eu/resource/authority/file-type/JSON",
        "https://www.iana.org/assignments/media-types/application/json",
    ),
    (
        "xlsx",
        "http://publications.europa.eu/resource/authority/file-type/XLSX",
        "https://www.iana.org/assignments/media-types/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
];

fn list(outputs: &mut Outputs) {
    // Every address in it is whole, so the site has to say where it is.
    if outputs.site.config.base_url.is_some() {
        outputs.add(CATALOGUE.to_owned(), FORMAT.name, Key::File(Arc::from(CATALOGUE)), outputs.site.config_span);
    }
}

fn make(house: &House, _: &Output) -> Made {
    // Writing to memory does not fail.
    let bytes = catalogue(&house.view(0)).and_then(|catalogue| written(&catalogue).ok()).unwrap_or_default();
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
        })?;
        words(to, of)
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
        leads(to, "dcterms:license", &of.licence)?;
        named(to, "foaf:homepage", "foaf:Document", &of.home)?;
        leads(to, "dcat:themeTaxonomy", THEMES)?;
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
        leads(to, "dcterms:type", LOCAL_AUTHORITY)
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
        leads(to, "dcat:theme", GOVERNMENT)?;
        leads(to, "dcterms:accessRights", PUBLIC)?;
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
    let (format, media) = form(file.format);
    node(to, "dcat:Distribution", &file.address, |to| {
        in_languages(to, "dcterms:title", &file.title)?;
        leads(to, "dcat:accessURL", &file.file)?;
        leads(to, "dcat:downloadURL", &file.file)?;
        leads(to, "dcterms:format", format)?;
        leads(to, "dcat:mediaType", media)?;
        leads(to, "dcterms:license", &of.licence)?;
        leads(to, "dcatap:availability", STABLE)?;
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

/// A language of the lists; one that is not among them is left out.
fn language(to: &mut To, code: &str) -> Result<()> {
    let known = LANGUAGES.iter().find(|(own, _)| *own == code);
    known.map_or(Ok(()), |(_, address)| leads(to, "dcterms:language", address))
}

/// The format and the media type of a file.
fn form(name: &str) -> (&'static str, &'static str) {
    FORMS.iter().find(|(own, ..)| *own == name).map_or(("", ""), |(_, format, media)| (format, media))
}

/// What sort of thing each of the addresses is that the rest leads to and that others describe.
fn words(to: &mut To, of: &Catalogue) -> Result<()> {
    let nothing = |_: &mut To| Ok(());
    node(to, "dcterms:LicenseDocument", &of.licence, nothing)?;
    for (_, address) in LANGUAGES.iter().filter(|(code, _)| of.languages.iter().any(|own| own == code)) {
        node(to, "dcterms:LinguisticSystem", address, nothing)?;
    }
    for (_, format, media) in FORMS {
        node(to, "dcterms:MediaTypeOrExtent", format, nothing)?;
        node(to, "dcterms:MediaType", media, nothing)?;
    }
    WORDS.iter().try_for_each(|(class, address, name, words)| node(to, class, address, |to| literal(to, name, Some("en"), words)))
}
