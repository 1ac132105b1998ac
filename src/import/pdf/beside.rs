//! What a PDF says beside its pages: in forms, notes and properties, and in the files that it carries.

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream, decode_text_string};

/// More than any document of a case carries.
const MOST: usize = 2000;

/// Keys whose values may be whole streams of words: forms by XFA, rich text, what a field holds.
const TEXTS: &[&[u8]] = &[b"XFA", b"RC", b"RV", b"V", b"JS"];

#[derive(Default)]
pub struct Beside {
    /// Every text string of the file.
    pub words: String,
    /// Files that it carries, what it says of itself as XML, and words that are kept as files.
    pub files: Vec<Vec<u8>>,
    /// What is drawn upon pages: stamps, notes, the fields of forms.
    pub drawn: Vec<ObjectId>,
    /// Whether it carries something that the library cannot unpack.
    pub is_closed: bool,
}

impl Beside {
    /// Source: ISO 32000-1, 7.9.2.2 (text strings), 7.11.4 (embedded files), 12.5.5 (appearances), 12.7 (forms) and 14.3 (metadata).
    pub fn of(document: &Document) -> Self {
        let mut beside = Self::default();
        for object in document.objects.values() {
            beside.take(document, object);
        }
        beside.take_all(document, &document.trailer);
        beside
    }

    fn take(&mut self, document: &Document, object: &Object) {
        match object {
            Object::String(..) => {
                self.words += &decode_text_string(object).unwrap_or_default();
                // Texts that stand apart: no number goes from one into the next.
                self.words += "\n\n";
            }
            Object::Array(parts) => parts.iter().for_each(|part| self.take(document, part)),
            Object::Dictionary(dictionary) => self.take_all(document, dictionary),
            Object::Stream(stream) => {
                self.take_all(document, &stream.dict);
                if [&b"EmbeddedFile"[..], b"Metadata"].iter().any(|sort| stream.dict.has_type(sort)) {
                    self.carry(stream);
                }
            }
            _ => {}
        }
    }

    fn take_all(&mut self, document: &Document, dictionary: &Dictionary) {
        for (key, value) in dictionary {
            self.take(document, value);
            if key == b"AP" {
                self.draw(document, value);
            } else if TEXTS.contains(&key.as_slice()) {
                let Ok((_, value)) = document.dereference(value) else { continue };
                let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                let streams = values.iter().filter_map(|value| document.dereference(value).ok()?.1.as_stream().ok());
                streams.for_each(|stream| self.carry(stream));
            }
        }
    }

    fn carry(&mut self, stream: &Stream) {
        match stream.get_plain_content() {
            Ok(content) if self.files.len() < MOST => self.files.push(content),
            _ => self.is_closed = true,
        }
    }

    /// What an appearance draws, in each of its states.
    fn draw(&mut self, document: &Document, value: &Object) {
        let Ok((id, object)) = document.dereference(value) else { return };
        match object {
            Object::Stream(_) if self.drawn.len() < MOST => self.drawn.extend(id),
            Object::Dictionary(states) => states.iter().for_each(|(_, state)| match document.dereference(state) {
                Ok((_, Object::Dictionary(deeper))) => deeper.iter().for_each(|(_, state)| self.drawn.extend(state.as_reference())),
                Ok((Some(id), Object::Stream(_))) => self.drawn.push(id),
                _ => {}
            }),
            _ => {}
        }
    }
}

/// Puts what is drawn upon pages on pages of their own after them: the library draws only what pages themselves hold.
pub fn show(document: &mut Document, drawn: &[ObjectId]) {
    let Ok(first) = document.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference) else { return };
    if drawn.is_empty() {
        return;
    }
    let root = document.new_object_id();
    let fonts = fonts(document);
    let content = document.add_object(Stream::new(Dictionary::new(), b"/Drawn Do".to_vec()));
    let mut kids = vec![Object::from(first)];
    for id in drawn {
        let parts = Dictionary::from_iter([("Drawn", Object::from(*id))]);
        let resources = Dictionary::from_iter([("XObject", Object::from(parts)), ("Font", Object::from(fonts.clone()))]);
        let page = Dictionary::from_iter([
            ("Type", Object::from("Page")),
            ("Parent", root.into()),
            ("MediaBox", vec![0.into(), 0.into(), 1000.into(), 1000.into()].into()),
            ("Resources", resources.into()),
            ("Contents", content.into()),
        ]);
        kids.push(document.add_object(page).into());
    }
    let pages = Dictionary::from_iter([("Type", Object::from("Pages")), ("Count", (kids.len() as i64).into()), ("Kids", kids.into())]);
    document.objects.insert(root, pages.into());
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Pages", root);
    }
}

/// The fonts that the form of a document gives its fields.
fn fonts(document: &Document) -> Dictionary {
    let within =
        |dictionary: &Dictionary, key: &[u8]| Some(document.dereference(dictionary.get(key).ok()?).ok()?.1.as_dict().ok()?.clone());
    let form = document.catalog().ok().and_then(|catalog| within(catalog, b"AcroForm"));
    form.and_then(|form| within(&within(&form, b"DR")?, b"Font")).unwrap_or_default()
}
