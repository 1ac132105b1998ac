//! IIS: `web.config`. It needs no module beside those of IIS itself; former addresses need the role service HTTP Redirection.

use super::{ALL, MADE, OWN};
use crate::media;
use crate::plan::serving::{Header, LITTLE_KNOWN, Serving};
use crate::xml::Xml;

/// Extensions of the search index, which IIS refuses to send while nobody has said what they are.
const INDEX: &[&str] = &["pagefind", "pf_filter", "pf_fragment", "pf_index", "pf_meta"];

/// How many addresses of each sort are told of: IIS reads no file of more than 250 kB. Beyond that, former addresses have their pages, and
/// extracts cannot be framed.
const MOST: usize = 200;

pub fn settings(serving: &Serving) -> Vec<u8> {
    let mut xml = Xml::begun();
    MADE.iter().for_each(|line| xml.comment(line));
    xml.element("configuration", &[], |xml| {
        xml.element("system.webServer", &[], |xml| {
            headers(xml, &serving.always);
            kinds(xml);
            xml.element("defaultDocument", &[], |xml| {
                xml.element("files", &[], |xml| {
                    xml.empty("clear", &[]);
                    xml.empty("add", &[("value", "index.html")]);
                });
            });
            xml.element("security", &[], |xml| {
                xml.element("requestFiltering", &[], |xml| xml.element("hiddenSegments", &[], hidden));
            });
            xml.element("httpErrors", &[("errorMode", "Custom")], |xml| {
                xml.empty("remove", &[("statusCode", "404")]);
                xml.empty("error", &[("statusCode", "404"), ("path", &serving.missing), ("responseMode", "ExecuteURL")]);
            });
        });
        place(xml, serving, &serving.search.0, |xml| headers(xml, &serving.search.1));
        place(xml, serving, &serving.assets.0, |xml| headers(xml, &serving.assets.1));
        for extract in serving.framed.iter().take(MOST) {
            place(xml, serving, extract, |xml| headers(xml, &serving.extracts.1));
        }
        for moved in serving.moved.iter().take(MOST) {
            let to = [("enabled", "true"), ("destination", &*moved.to), ("exactDestination", "true"), ("httpResponseStatus", "Permanent")];
            place(xml, serving, &moved.from, |xml| xml.empty("httpRedirect", &to));
        }
    });
    xml.finish()
}

/// What holds for an address and all below it.
fn place(xml: &mut Xml, serving: &Serving, address: &str, inside: impl FnOnce(&mut Xml)) {
    let path = address.strip_prefix(&serving.base).unwrap_or(address).trim_matches('/');
    xml.element("location", &[("path", path)], |xml| xml.element("system.webServer", &[], inside));
}

/// A header that is declared twice stops the whole site, so each is taken away first.
fn headers(xml: &mut Xml, of: &[Header]) {
    xml.element("httpProtocol", &[], |xml| {
        xml.element("customHeaders", &[], |xml| {
            xml.empty("remove", &[("name", "X-Powered-By")]);
            for (name, value) in of {
                xml.empty("remove", &[("name", name)]);
                if !value.is_empty() {
                    xml.empty("add", &[("name", name), ("value", value)]);
                }
            }
        });
    });
}

/// Settings that are nobody's to read; its own IIS hides by itself.
fn hidden(xml: &mut Xml) {
    for path in ALL.iter().map(|settings| settings.path).filter(|path| *path != "web.config").chain([OWN]) {
        xml.empty("remove", &[("segment", path)]);
        xml.empty("add", &[("segment", path)]);
    }
}

fn kinds(xml: &mut Xml) {
    xml.element("staticContent", &[], |xml| {
        for extension in LITTLE_KNOWN.iter().chain(INDEX) {
            let extension = format!(".{extension}");
            xml.empty("remove", &[("fileExtension", &extension)]);
            xml.empty("mimeMap", &[("fileExtension", &extension), ("mimeType", media::kind(&extension))]);
        }
    });
}
