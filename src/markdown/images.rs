//! Images, and pictures of numbers, which are blocks: they leave the paragraph that they were written in.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::html::Writer;
use super::page::Picture;
use super::{escape, urls};

/// An image whose alternative text is being read.
pub(super) struct OpenImage {
    dest: String,
    title: String,
    alt: String,
    /// How many images are open within its alternative text.
    depth: usize,
}

/// A picture of numbers that waits for the end of its block.
pub(super) struct Figure {
    html: String,
    /// The alternative text as it was written in its place.
    alt: String,
}

impl<'t> Writer<'_, 't> {
    pub(super) fn start_image(&mut self, dest: CowStr<'t>, title: CowStr<'t>) {
        self.image = Some(OpenImage { dest: dest.into_string(), title: title.into_string(), alt: String::new(), depth: 0 });
    }

    /// While an image is open only the words matter: they are its alternative text.
    pub(super) fn image_event(&mut self, event: Event<'t>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(words) | Event::Code(words) => image.alt.push_str(&words),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(image) = self.image.take() {
                    self.write_image(&image);
                }
            }
            _ => {}
        }
    }

    fn write_image(&mut self, image: &OpenImage) {
        match self.resolve.image(&image.dest) {
            Picture::Image { src, width, height, sizes } if urls::is_safe_picture(&src) => {
                self.out.push_str("<img src=\"");
                urls::attribute(&mut self.out, &src);
                self.out.push('"');
                self.write_sizes(&sizes);
                self.out.push_str(" alt=\"");
                escape::attribute(&mut self.out, &image.alt);
                self.out.push('"');
                self.title(&image.title);
                for (name, pixels) in [("width", width), ("height", height)] {
                    if let Some(pixels) = pixels {
                        self.out.push_str(&format!(" {name}=\"{pixels}\""));
                    }
                }
                self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
            }
            Picture::Figure(html) => {
                let mut alt = String::new();
                escape::text(&mut alt, &image.alt);
                self.out.push_str(&alt);
                self.figures.push(Figure { html, alt });
            }
            _ => {
                self.out.push_str("<span class=\"missing-image\">");
                escape::text(&mut self.out, &image.alt);
                self.out.push_str("</span>");
            }
        }
    }

    /// The sizes of a picture, and how wide it is shown: as the text column, or the whole of a narrower window.
    fn write_sizes(&mut self, sizes: &[(String, u32)]) {
        let safe = sizes.iter().filter(|(address, _)| urls::is_safe_picture(address));
        for (at, (address, width)) in safe.enumerate() {
            self.out.push_str(if at == 0 { " srcset=\"" } else { ", " });
            urls::attribute(&mut self.out, address);
            self.out.push_str(&format!(" {width}w"));
        }
        if !sizes.is_empty() {
            self.out.push_str("\" sizes=\"(min-width: 44rem) 44rem, 100vw\"");
        }
    }

    /// A figure that stands alone in its block says what its alternative text says, so the text goes.
    pub(super) fn settle(&mut self) {
        if let [only] = self.figures.as_slice()
            && self.out.get(self.words..) == Some(only.alt.as_str())
        {
            self.out.truncate(self.words);
        }
    }

    /// Writes the figures that wait.
    pub(super) fn release(&mut self) {
        self.settle();
        for figure in std::mem::take(&mut self.figures) {
            self.out.push_str(&figure.html);
            self.out.push('\n');
        }
        self.words = self.out.len();
    }
}
