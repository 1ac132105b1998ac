//! Photographs: what a file holds, in which sizes it is published, and their bytes, without what cameras and programs write beside the
//! picture: place, time, names. Bytes in, bytes out; the same bytes for the same file and size.

pub mod drawing;
#[cfg(feature = "photos")]
mod pixels;

use std::sync::Arc;

#[cfg(feature = "photos")]
pub use pixels::{look, make};

/// What a file of pictures can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    Webp,
}

impl Format {
    /// By the end of a file's name.
    pub fn of(path: &str) -> Option<Self> {
        match extension(path).as_str() {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// Formats of pictures that can hold a place or a name, and that nobody here can take them out of.
const OTHERS: &[&str] = &["avif", "bmp", "gif", "heic", "heif", "jp2", "jxl", "tif", "tiff"];

/// Whether a file is a picture by the end of its name. A drawing in SVG is a text.
pub fn is_picture(path: &str) -> bool {
    Format::of(path).is_some() || OTHERS.contains(&extension(path).as_str())
}

fn extension(path: &str) -> String {
    path.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase())
}

/// A picture as it is shown, its camera's orientation heeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// What its sizes are made as. A photograph in WebP becomes JPEG, unless something shows through it: our encoder of WebP loses
    /// nothing, and a photograph would be many times larger.
    pub sizes: Format,
}

/// Widths that pictures are made in, in pixels: for a small screen, a text column, and the same on sharper screens.
const WIDTHS: &[u32] = &[400, 800, 1200, 1600];

impl Picture {
    /// The widths that it is made in, the smallest first; none larger than itself, and none that saves nothing.
    pub fn widths(&self) -> Vec<u32> {
        let largest = self.width.min(WIDTHS[WIDTHS.len() - 1]);
        let smaller = WIDTHS.iter().copied().filter(|width| u64::from(*width) * 5 <= u64::from(largest) * 4);
        smaller.chain([largest]).collect()
    }

    /// The height that goes with a width.
    pub fn height_at(&self, width: u32) -> u32 {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width).max(1);
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    }
}

/// A photograph as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// The file as the disk spells its path.
    pub source: Arc<str>,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub fingerprint: Arc<str>,
    /// In pixels; none for its own.
    pub width: Option<u32>,
    pub format: Format,
}

/// Changes when the same file and size give other bytes than before.
const MANNER: &str = "1";

impl Print {
    /// What it is made of, as one name: who has a print of that name need not make it again. BLAKE3 in hexadecimal.
    pub fn made_of(&self) -> String {
        let whole = format!("{MANNER} {} {:?} {:?}", self.fingerprint, self.width, self.format);
        blake3::hash(whole.as_bytes()).to_hex().to_string()
    }
}

/// Why a picture cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The program was built without photographs.
    NotHere,
    /// It is of a kind that nothing can be taken out of.
    Format,
    /// Its name says another format than the one that it has.
    Misnamed(Format),
    /// It cannot be read, or breaks off.
    Unreadable,
    /// It moves.
    Animated,
    /// Its colours are those of printers' ink.
    ForPrint,
    /// It has 16 bits for each colour.
    Deep,
    /// It has too many pixels.
    TooLarge { width: u32, height: u32 },
    /// The file is too long.
    TooLong,
}

/// How many pixels a picture may have: what a good camera takes. As many are held in memory as there are cores.
pub const MOST_PIXELS: u64 = 50_000_000;

/// How long a file of a picture may be, in bytes.
pub const LONGEST: u64 = 100_000_000;

/// What a file of pictures holds, or why it cannot be published. `name` is the file's.
#[cfg(not(feature = "photos"))]
pub fn look(_bytes: &[u8], _name: &str) -> Result<Picture, Unfit> {
    // Published as it came, a photograph would tell where it was taken.
    Err(Unfit::NotHere)
}

/// The bytes of a print, made from those of its source.
#[cfg(not(feature = "photos"))]
pub fn make(_bytes: &[u8], _print: &Print) -> Result<Vec<u8>, Unfit> {
    Err(Unfit::NotHere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_size_is_larger_than_the_picture_and_none_is_almost_another() {
        let widths = |width| Picture { width, height: 10, sizes: Format::Png }.widths();
        assert_eq!(widths(6000), [400, 800, 1200, 1600]);
        assert_eq!(widths(1600), [400, 800, 1200, 1600]);
        assert_eq!(widths(1400), [400, 800, 1400], "1200 is almost 1400");
        assert_eq!(widths(500), [400, 500]);
        assert_eq!(widths(499), [499]);
        assert_eq!(widths(1), [1]);
        assert_eq!(Picture { width: 3, height: 2, sizes: Format::Png }.height_at(1), 1);
        assert_eq!(Picture { width: 1000, height: 1, sizes: Format::Png }.height_at(400), 1, "a picture has a height");
    }
}
