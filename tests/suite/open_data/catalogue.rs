//! The catalogue, read as RDF by another program's hands, against what DCAT-AP-SE asks.

use std::collections::BTreeSet;

use insyn::pipeline::Built;
use oxrdfxml::RdfXmlParser;

use super::{paths, site};
use crate::five::{bytes, text};
use crate::project::Project;
use crate::sites::{danderyd, nacka};

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";
const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// Everything that a catalogue says: subject, property and what it leads to.
struct Graph(Vec<[String; 3]>);

impl Graph {
    fn of(built: &Built) -> Self {
        let bytes = bytes(built, "oppna-data/katalog.rdf");
        let triples = RdfXmlParser::new().for_slice(&bytes).map(|triple| triple.expect("RDF/XML"));
        Self(triples.map(|triple| [triple.subject.to_string(), triple.predicate.as_str().to_owned(), triple.object.to_string()]).collect())
    }

    fn of_class(&self, class: &str) -> BTreeSet<&str> {
        self.0
            .iter()
            .filter(|[_, property, object]| property == TYPE && *object == format!("<{class}>"))
            .map(|[node, ..]| &**node)
            .collect()
    }

    fn objects(&self, node: &str, property: &str) -> Vec<&str> {
        self.0.iter().filter(|[subject, own, _]| subject == node && own == property).map(|[.., object]| &**object).collect()
    }

    /// The one thing that a property of a node leads to.
    fn one(&self, node: &str, property: &str) -> &str {
        match self.objects(node, property)[..] {
            [one] => one,
            ref all => panic!("{node} has {} of {property}: {all:?}", all.len()),
        }
    }

    /// Words of a node, each in a language, at least one of them in Swedish.
    fn said(&self, node: &str, property: &str) {
        let words = self.objects(node, property);
        assert!(words.iter().any(|words| words.ends_with("\"@sv")), "{node} has no {property} in Swedish: {words:?}");
        assert!(words.iter().all(|words| words.contains("\"@")), "{node} has {property} in no language: {words:?}");
    }
}

#[test]
fn the_catalogue_keeps_the_rules_of_the_portal() {
    let own = site();
    for (built, sets) in [(nacka(), 20), (danderyd(), 15), (&own, 7)] {
        let graph = Graph::of(built);
        let classes = [
            format!("{DCAT}Catalog"),
            format!("{DCAT}Dataset"),
            format!("{DCAT}Distribution"),
            format!("{FOAF}Agent"),
            format!("{VCARD}Organization"),
        ];
        let nodes = classes.each_ref().map(|class| graph.of_class(class));
        for (node, class) in nodes.iter().zip(&classes).flat_map(|(nodes, class)| nodes.iter().map(move |node| (node, class))) {
            assert!(node.starts_with("<http"), "{node}, a {class}, has no whole address");
        }
        // RFC 3987: no signs that an address has no room for.
        for iri in graph.0.iter().flatten().filter(|term| term.starts_with('<')) {
            assert!(url::Url::parse(iri.trim_matches(['<', '>'])).is_ok() && !iri.contains([' ', '"', '{', '|', '\\']), "{iri}");
        }
        let [catalogues, datasets, files, publishers, contacts] = &nodes;
        let (catalogue, publisher) = (catalogues.first().expect("a catalogue"), publishers.first().expect("a publisher"));
        assert!(catalogues.len() == 1 && publishers.len() == 1 && contacts.len() == 1 && publishers.is_disjoint(contacts));
        assert!(datasets.len() >= sets, "{} data sets", datasets.len());
        assert_eq!(graph.one(catalogue, &format!("{DCTERMS}license")), "<http://creativecommons.org/publicdomain/zero/1.0/>");
        assert_eq!(graph.one(publisher, &format!("{DCTERMS}type")), "<http://purl.org/adms/publishertype/LocalAuthority>");
        assert!(graph.one(publisher, &format!("{FOAF}name")).len() > 2);
        let contact = contacts.first().expect("a contact");
        assert!(
            graph.one(contact, &format!("{VCARD}hasEmail")).starts_with("<mailto:") && graph.one(contact, &format!("{VCARD}fn")).len() > 2
        );
        assert_eq!(&graph.objects(catalogue, &format!("{DCAT}dataset")).into_iter().collect::<BTreeSet<_>>(), datasets);
        let mut given = BTreeSet::new();
        for node in datasets.iter().chain([catalogue]) {
            graph.said(node, &format!("{DCTERMS}title"));
            graph.said(node, &format!("{DCTERMS}description"));
            assert_eq!(graph.one(node, &format!("{DCTERMS}publisher")), *publisher);
            let own = graph.objects(node, &format!("{DCAT}distribution"));
            assert!(node == catalogue || !own.is_empty(), "{node} has no file");
            given.extend(own);
        }
        assert_eq!(&given, files);
        let base = built.house.site.config.base_url.as_ref().expect("an address").url.as_str();
        let mut found = BTreeSet::new();
        for node in files {
            let file = graph.one(node, &format!("{DCAT}downloadURL"));
            assert_eq!(file, graph.one(node, &format!("{DCAT}accessURL")));
            let path = file.trim_matches(['<', '>']).strip_prefix(base).unwrap_or_else(|| panic!("{file} is not of the site"));
            let output = built.house.plan.output(path).unwrap_or_else(|| panic!("{file} is not there"));
            let format = graph.one(node, &format!("{DCTERMS}format"));
            assert!(format.to_lowercase().ends_with(&format!("/{}>", output.format)), "{file} is no {format}");
            assert!(graph.one(node, &format!("{DCAT}mediaType")).starts_with("<https://www.iana.org/assignments/media-types/"));
            found.insert(path);
        }
        let all = paths(built, "csv").chain(paths(built, "json")).filter(|path| path.starts_with("oppna-data/"));
        let missing: Vec<_> = all.filter(|path| !found.contains(path)).collect();
        assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
    }
}

#[test]
fn the_publisher_is_known_by_its_number_where_it_has_one() {
    let graph = Graph::of(&site());
    assert_eq!(
        graph.of_class(&format!("{FOAF}Agent")).into_iter().collect::<Vec<_>>(),
        ["<http://dataportal.se/organisation/SE2120000167>"]
    );
    // An example is no number, and nobody else's is taken for it.
    let example = Graph::of(nacka());
    assert_eq!(
        example.of_class(&format!("{FOAF}Agent")).into_iter().collect::<Vec<_>>(),
        ["<https://www.nacka.se/insyn/oppna-data/#utgivare>"]
    );
}

#[test]
fn no_catalogue_without_an_address() {
    let built = Project::new("=== content/news/a.md\n+++\ntitle = \"A\"\ndate = \"2026-01-01\"\n+++\n\nOrd.\n").build();
    assert!(paths(&built, "dcat").next().is_none() && paths(&built, "csv").next().is_some());
    assert!(!text(&built, "oppna-data/index.html").contains("katalog.rdf"));
}
