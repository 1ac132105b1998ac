//! From the bytes of a picture to those of a print: read, made smaller, turned as the camera was held, its colours as every screen knows
//! them, and written anew. Only pixels go from one to the other.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, GrayAlphaImage, GrayImage, ImageDecoder, ImageEncoder, ImageFormat, Limits, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::{Format, LONGEST, MOST_PIXELS, Picture, Print, Unfit};

/// The quality of a photograph in JPEG, of 100.
const QUALITY: u8 = 82;

/// What a file of pictures holds, or why it cannot be published. `name` is the file's. Reads no pixel.
pub fn look(bytes: &[u8], name: &str) -> Result<Picture, Unfit> {
    let named = Format::of(name).ok_or(Unfit::Format)?;
    let format = format_of(bytes)?;
    if format != named {
        return Err(Unfit::Misnamed(format));
    }
    if !is_whole(bytes, format) {
        return Err(Unfit::Unreadable);
    }
    let mut decoder = open(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let (width, height) = if is_on_its_side(orientation(&mut *decoder)) { (height, width) } else { (width, height) };
    let lossless = bytes.get(12..16) == Some(b"VP8L");
    let sizes = match format {
        Format::Webp if !decoder.color_type().has_alpha() && !lossless => Format::Jpeg,
        format => format,
    };
    Ok(Picture { width, height, sizes })
}

/// The bytes of a print, made from those of its source. Never larger than the picture itself.
pub fn make(bytes: &[u8], print: &Print) -> Result<Vec<u8>, Unfit> {
    let mut decoder = open(bytes, format_of(bytes)?)?;
    let orientation = orientation(&mut *decoder);
    let profile = decoder.icc_profile().ok().flatten();
    let mut pixels = Pixels::read(decoder)?;
    if let Some(width) = print.width {
        pixels = pixels.smaller(width, is_on_its_side(orientation))?;
    }
    if let Some(profile) = profile {
        pixels.convert(&profile);
    }
    let mut picture = pixels.picture()?;
    picture.apply_orientation(orientation);
    write(&picture, print.format)
}

/// The format that the bytes have, whatever the file is called.
fn format_of(bytes: &[u8]) -> Result<Format, Unfit> {
    if bytes.len() as u64 > LONGEST {
        return Err(Unfit::TooLong);
    }
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => Ok(Format::Jpeg),
        Ok(ImageFormat::Png) => Ok(Format::Png),
        Ok(ImageFormat::WebP) => Ok(Format::Webp),
        Ok(_) => Err(Unfit::Format),
        Err(_) => Err(Unfit::Unreadable),
    }
}

/// Whether a file ends as its format ends: readers of pictures fill up with grey what a broken copy lacks.
fn is_whole(bytes: &[u8], format: Format) -> bool {
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|window| window == mark);
    match format {
        // The end of image, after the last start of a scan; a thumbnail before it has an end of its own.
        Format::Jpeg => last(b"\xff\xd9").is_some_and(|end| last(b"\xff\xda").is_none_or(|scan| scan < end)),
        Format::Png => last(b"IEND").is_some(),
        Format::Webp => {
            let length = bytes.get(4..8).and_then(|length| <[u8; 4]>::try_from(length).ok()).map(u32::from_le_bytes);
            length.is_some_and(|length| bytes.len() as u64 >= u64::from(length) + 8)
        }
    }
}

/// Opens a picture that can be published: its head is read, its pixels are not.
fn open(bytes: &[u8], format: Format) -> Result<Box<dyn ImageDecoder + '_>, Unfit> {
    let mut decoder: Box<dyn ImageDecoder> = match format {
        Format::Jpeg => {
            refuse_ink(bytes)?;
            Box::new(JpegDecoder::new(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)?)
        }
        Format::Png => {
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(|_| Unfit::Unreadable)?;
            if decoder.is_apng().unwrap_or(false) {
                return Err(Unfit::Animated);
            }
            Box::new(decoder)
        }
        Format::Webp => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)?;
            if decoder.has_animation() {
                return Err(Unfit::Animated);
            }
            Box::new(decoder)
        }
    };
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::TooLarge { width, height });
    }
    if decoder.color_type().bytes_per_pixel() > decoder.color_type().channel_count() {
        return Err(Unfit::Deep);
    }
    decoder.set_limits(limits()).map_err(|_| Unfit::Unreadable)?;
    Ok(decoder)
}

/// No more memory than the largest picture needs, whatever a file says of itself.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    limits
}

/// Photographs made for printers would be shown in other colours than they have.
fn refuse_ink(bytes: &[u8]) -> Result<(), Unfit> {
    let mut decoder = zune_jpeg::JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().map_err(|_| Unfit::Unreadable)?;
    match decoder.input_colorspace() {
        Some(ColorSpace::CMYK | ColorSpace::YCCK) => Err(Unfit::ForPrint),
        _ => Ok(()),
    }
}

fn orientation(decoder: &mut dyn ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// Whether the picture is turned by a quarter, so that its width is the height of the file's pixels.
fn is_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Pixels in memory, eight bits for each colour.
struct Pixels {
    width: u32,
    height: u32,
    color: ColorType,
    bytes: Vec<u8>,
}

impl Pixels {
    fn read(decoder: Box<dyn ImageDecoder + '_>) -> Result<Self, Unfit> {
        let ((width, height), color) = (decoder.dimensions(), decoder.color_type());
        let length = usize::try_from(decoder.total_bytes()).map_err(|_| Unfit::TooLarge { width, height })?;
        let mut bytes = vec![0; length];
        decoder.read_image_boxed(&mut bytes).map_err(|_| Unfit::Unreadable)?;
        Ok(Self { width, height, color, bytes })
    }

    /// The same at a width as it is shown, unless that is no smaller. What shows through stays so.
    fn smaller(self, width: u32, on_its_side: bool) -> Result<Self, Unfit> {
        let shown = if on_its_side { self.height } else { self.width };
        if width >= shown {
            return Ok(self);
        }
        let scaled = |length: u32| {
            let length = (u64::from(length) * u64::from(width) + u64::from(shown) / 2) / u64::from(shown);
            u32::try_from(length).unwrap_or(u32::MAX).max(1)
        };
        let (width, height) = (scaled(self.width), scaled(self.height));
        let sort = match self.color {
            ColorType::L8 => PixelType::U8,
            ColorType::La8 => PixelType::U8x2,
            ColorType::Rgb8 => PixelType::U8x3,
            ColorType::Rgba8 => PixelType::U8x4,
            _ => return Err(Unfit::Deep),
        };
        let from = Image::from_vec_u8(self.width, self.height, self.bytes, sort).map_err(|_| Unfit::Unreadable)?;
        let mut to = Image::new(width, height, sort);
        Resizer::new().resize(&from, &mut to, None).map_err(|_| Unfit::Unreadable)?;
        Ok(Self { width, height, color: self.color, bytes: to.into_vec() })
    }

    /// Colours as every screen knows them, so that the profile can be left out: it can name a device or its owner. One that cannot be
    /// used is left out all the same.
    fn convert(&mut self, profile: &[u8]) {
        let layout = match self.color {
            ColorType::Rgb8 => Layout::Rgb,
            ColorType::Rgba8 => Layout::Rgba,
            _ => return,
        };
        let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
        if profile.color_space != DataColorSpace::Rgb {
            return;
        }
        let Ok(transform) = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default()) else {
            return;
        };
        let mut converted = vec![0; self.bytes.len()];
        if transform.transform(&self.bytes, &mut converted).is_ok() {
            self.bytes = converted;
        }
    }

    fn picture(self) -> Result<DynamicImage, Unfit> {
        let (width, height, bytes) = (self.width, self.height, self.bytes);
        let picture = match self.color {
            ColorType::L8 => GrayImage::from_raw(width, height, bytes).map(DynamicImage::from),
            ColorType::La8 => GrayAlphaImage::from_raw(width, height, bytes).map(DynamicImage::from),
            ColorType::Rgb8 => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
            ColorType::Rgba8 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
            _ => return Err(Unfit::Deep),
        };
        picture.ok_or(Unfit::Unreadable)
    }
}

/// Writes pixels and nothing else.
fn write(picture: &DynamicImage, format: Format) -> Result<Vec<u8>, Unfit> {
    let mut out = Vec::new();
    let (bytes, width, height, color) = (picture.as_bytes(), picture.width(), picture.height(), picture.color().into());
    let written = match format {
        Format::Jpeg => JpegEncoder::new_with_quality(&mut out, QUALITY).write_image(bytes, width, height, color),
        Format::Png => {
            PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive).write_image(bytes, width, height, color)
        }
        Format::Webp => WebPEncoder::new_lossless(&mut out).write_image(bytes, width, height, color),
    };
    written.map_err(|_| Unfit::Unreadable)?;
    Ok(out)
}
