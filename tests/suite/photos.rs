//! Photographs: sizes for the page, nothing of what cameras write beside them, made once, and a word about every file that is unfit.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, GenericImageView, ImageBuffer, ImageEncoder, ImageFormat, Rgb, Rgba};
use insyn::photo::{self, Format, Print, Unfit};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use tempfile::TempDir;

use crate::program::insyn;
use crate::written::tree;

/// What must be nowhere: each block of words beside a picture holds some.
const MARK: &str = "HEMLIGT";

/// Exif as cameras write it: maker, artist, orientation, and a table of places that the first table leads to.
fn exif(orientation: u16) -> Vec<u8> {
    let words = |what: &str| format!("{MARK}-{what}\0").into_bytes();
    let (maker, artist, place) = (words("KAMERA"), words("NAMN"), words("PLATS"));
    let first = 8 + 2 + 4 * 12 + 4;
    let places = first + maker.len() + artist.len();
    let mut block = b"II*\0\x08\0\0\0\x04\0".to_vec();
    let entry = |block: &mut Vec<u8>, tag: u16, sort: u16, count: usize, value: usize| {
        block.extend(tag.to_le_bytes().into_iter().chain(sort.to_le_bytes()));
        block.extend((count as u32).to_le_bytes().into_iter().chain((value as u32).to_le_bytes()));
    };
    entry(&mut block, 0x010f, 2, maker.len(), first);
    entry(&mut block, 0x0112, 3, 1, usize::from(orientation));
    entry(&mut block, 0x013b, 2, artist.len(), first + maker.len());
    entry(&mut block, 0x8825, 4, 1, places);
    block.extend([0; 4]);
    block.extend(maker.iter().chain(&artist));
    block.extend([1, 0]);
    entry(&mut block, 0x001c, 7, place.len(), places + 2 + 12 + 4);
    block.extend([0; 4]);
    block.extend(place);
    block
}

/// A picture whose left half is red and right half blue, with a green line at the top.
fn scene(width: u32, height: u32) -> DynamicImage {
    ImageBuffer::from_fn(width, height, |x, y| match (x < width / 2, y < height / 5) {
        (_, true) => Rgb([0_u8, 200, 0]),
        (true, _) => Rgb([200, 0, 0]),
        (false, _) => Rgb([0, 0, 200]),
    })
    .into()
}

/// A segment of a JPEG.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("it is short").to_be_bytes();
    [&[0xff, marker], length.as_slice(), content].concat()
}

/// A photograph with everything beside it that a JPEG can have.
pub fn photograph(width: u32, height: u32, orientation: u16) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
    encoder.set_exif_metadata(exif(orientation)).expect("JPEG has Exif");
    encoder.encode_image(&scene(width, height).to_rgb8()).expect("it can be written");
    let xmp = segment(0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{MARK}</x:xmpmeta>").as_bytes());
    let iptc = segment(0xed, format!("Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x50\0\x07{MARK}").as_bytes());
    let comment = segment(0xfe, MARK.as_bytes());
    [&jpeg[..2], &xmp, &iptc, &comment, &jpeg[2..], MARK.as_bytes()].concat()
}

/// A chunk of a PNG.
fn chunk(name: &str, content: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(name.as_bytes());
    crc.update(content);
    let length = u32::try_from(content.len()).expect("it is short").to_be_bytes();
    [length.as_slice(), name.as_bytes(), content, &crc.sum().to_be_bytes()].concat()
}

/// Where the first chunk of a PNG ends.
const AFTER_HEAD: usize = 8 + 8 + 13 + 4;

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("it can be written");
    bytes
}

fn with_chunks(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&png[..AFTER_HEAD], &chunks.concat(), &png[AFTER_HEAD..]].concat()
}

/// A picture that can be seen through, with words in every sort of chunk.
fn drawn(width: u32, height: u32) -> Vec<u8> {
    let picture = ImageBuffer::from_fn(width, height, |x, _| Rgba([200_u8, 0, 0, if x < width / 2 { 0 } else { 255 }]));
    let text = chunk("tEXt", format!("Author\0{MARK}").as_bytes());
    let more = chunk("iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0<x>{MARK}</x>").as_bytes());
    let packed = chunk("zTXt", &[b"Comment\0\0".as_slice(), &deflated(MARK)].concat());
    with_chunks(&png(&picture.into()), &[text, more, packed, chunk("eXIf", &exif(1)), chunk("tIME", &[7, 234, 11, 22, 1, 1, 1])])
}

fn deflated(words: &str) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::none());
    encoder.write_all(words.as_bytes()).expect("memory is writable");
    encoder.finish().expect("memory is writable")
}

/// A picture in WebP with Exif and XMP.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    encoder.set_exif_metadata(exif(6)).expect("WebP has Exif");
    let picture = ImageBuffer::from_fn(width, height, |x, y| Rgba([200, (y % 256) as u8, 0, if x < width / 2 { 0 } else { 255 }]));
    encoder.write_image(picture.as_raw(), width, height, image::ExtendedColorType::Rgba8).expect("it can be written");
    let xmp = format!("<x:xmpmeta>{MARK}</x:xmpmeta>!!");
    assert_eq!(xmp.len() % 2, 0);
    bytes.extend(b"XMP ".iter().copied().chain((xmp.len() as u32).to_le_bytes()).chain(xmp.bytes()));
    bytes[20] |= 0x04;
    let length = (bytes.len() as u32 - 8).to_le_bytes();
    bytes[4..8].copy_from_slice(&length);
    bytes
}

/// A site with a page that shows and links to pictures.
struct Place {
    _temp: TempDir,
    root: PathBuf,
}

const HEAD: &str = "title = \"Prov\"\nbase-url = \"https://www.example.se/insyn/\"\n[municipality]\nname = \"Provkommun\"\n";

impl Place {
    fn new(body: &str, files: &[(&str, Vec<u8>)]) -> Self {
        let temp = TempDir::new().expect("a folder for the test");
        let place = Self { root: temp.path().to_owned(), _temp: temp };
        place.write("content/site.toml", HEAD.as_bytes());
        place.write("content/accessibility.toml", crate::project::STATEMENT.as_bytes());
        place.page(body);
        files.iter().for_each(|(path, bytes)| place.write(path, bytes));
        place
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("it can be written");
    }

    fn page(&self, body: &str) {
        self.write("content/pages/skolan.md", format!("+++\ntitle = \"Skolan\"\n+++\n\n{body}\n").as_bytes());
    }

    fn build(&self, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let ran = insyn(&self.root, &[&["build", "--date", "2026-11-22", "--lang", "sv"], more].concat());
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        tree(&self.root.join("public"))
    }

    /// What a build says that must refuse, in Swedish.
    fn refused(&self) -> String {
        let ran = insyn(&self.root, &["build", "--date", "2026-11-22", "--lang", "sv"]);
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        let published = self.root.join("public/filer");
        assert!(!published.exists(), "nothing is published");
        ran.out + &ran.err
    }
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("it is a picture")
}

/// The attributes of the pictures on a page.
fn pictures(page: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut found = Vec::new();
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("img", |img| {
        let value = |value: String| htmlize::unescape(value).into_owned();
        found.push(img.attributes().iter().map(|attribute| (attribute.name(), value(attribute.value()))).collect());
        Ok(())
    }));
    rewrite_str(std::str::from_utf8(page).expect("pages are text"), settings).expect("it can be read");
    found
}

/// The addresses of a `srcset` with their widths.
fn sizes(srcset: &str) -> Vec<(String, u32)> {
    let one = |one: &str| {
        let (address, width) = one.trim().rsplit_once(' ').expect("address and width");
        (address.to_owned(), width.strip_suffix('w').expect("a width").parse().expect("a number"))
    };
    srcset.split(", ").map(one).collect()
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
}

#[test]
fn what_stands_beside_a_picture_is_published_nowhere() {
    let body = "![Gården](bild.jpg) ![Märket](märke.png) ![Huset](hus.webp)\n\n[stor](bild.jpg) [märket](märke.png) [huset](hus.webp) [plan](plan.svg)\n\n![Plan](plan.svg)";
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>{MARK}</metadata><path d=\"M0 0h9\"/></svg>");
    let site = Place::new(
        body,
        &[
            ("content/pages/bild.jpg", photograph(900, 600, 6)),
            ("content/pages/märke.png", drawn(500, 300)),
            ("content/pages/hus.webp", webp(450, 200)),
            ("content/pages/plan.svg", svg.into_bytes()),
            ("themes/eget/theme.toml", b"parent = \"medborgare\"\n".to_vec()),
            ("themes/eget/assets/logga.png", drawn(40, 40)),
            ("themes/eget/assets/foto.jpg", photograph(50, 40, 1)),
        ],
    );
    site.write("content/site.toml", format!("theme = \"eget\"\n{HEAD}").as_bytes());
    for file in ["content/pages/bild.jpg", "content/pages/märke.png", "content/pages/hus.webp", "themes/eget/assets/logga.png"] {
        assert!(holds(&fs::read(site.root.join(file)).expect("it is there"), MARK), "{file} must have what is to be taken out");
    }
    let public = site.build(&[]);
    let copy = site.root.join("kopia");
    insyn(&site.root, &["build", "--portable", "--date", "2026-11-22", "--to", copy.to_str().expect("a path")]);
    let pictures = |path: &str| [".jpg", ".png", ".webp", ".svg"].iter().any(|end| path.ends_with(end));
    assert!(public.keys().filter(|path| pictures(path)).count() >= 11, "{:?}", public.keys());
    for (path, bytes) in public.iter().chain(&tree(&copy)).chain(&tree(&site.root.join(".insyn"))) {
        assert!(!holds(bytes, MARK), "{path}");
        assert!(
            !pictures(path) || !["Exif", "eXIf", "tEXt", "XMP ", "Photoshop", "iCCP", "ICC_PROFILE"].iter().any(|name| holds(bytes, name)),
            "{path}"
        );
    }
    assert!(holds(&public["filer/pages/plan.svg"], "<path d=\"M0 0h9\"/>"), "a drawing stays a drawing");
}

#[test]
fn a_photograph_is_shown_in_sizes_that_are_there() {
    let site = Place::new(
        "![Skolgården i maj](gård, 1.jpg \"Foto\")".replace("gård, 1.jpg", "<gård, 1.jpg>").as_str(),
        &[("content/pages/gård, 1.jpg", photograph(2000, 1000, 1))],
    );
    let public = site.build(&[]);
    let shown = &pictures(&public["om/skolan/index.html"])[0];
    let expected =
        [("alt", "Skolgården i maj"), ("width", "1600"), ("height", "800"), ("loading", "lazy"), ("decoding", "async"), ("title", "Foto")];
    for (name, value) in expected {
        assert_eq!(shown[name], value, "{name}");
    }
    let sizes = sizes(&shown["srcset"]);
    assert_eq!(sizes.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [400, 800, 1200, 1600]);
    assert_eq!(shown["src"], sizes[1].0);
    assert!(shown["sizes"].ends_with("100vw"));
    for (address, width) in &sizes {
        let path = percent_decoded(address.strip_prefix("/insyn/").expect("under the site"));
        let picture = decoded(&public[&path]);
        assert_eq!((picture.width(), picture.height()), (*width, width / 2), "{path}");
    }
    assert!(!public.contains_key("filer/pages/gård, 1.jpg"), "what nobody links to is not there in its own size");
    let copy = site.root.join("kopia");
    insyn(&site.root, &["build", "--portable", "--date", "2026-11-22", "--to", copy.to_str().expect("a path")]);
    let copy = tree(&copy);
    let (folder, page) = copy.iter().find_map(|(path, page)| Some((path.strip_suffix("om/skolan/index.html")?, page))).expect("the page");
    let moved = &pictures(page)[0];
    for (address, _) in self::sizes(&moved["srcset"]).iter().chain([&(moved["src"].clone(), 0)]) {
        let path = percent_decoded(address.strip_prefix("../../").expect("relative"));
        assert!(copy.contains_key(&format!("{folder}{path}")), "{path}");
    }
}

fn percent_decoded(address: &str) -> String {
    let url = url::Url::parse(&format!("file:///{address}")).expect("an address");
    let path = url.to_file_path().expect("a path");
    path.to_string_lossy().trim_start_matches('/').to_owned()
}

#[test]
fn a_picture_is_turned_as_the_camera_was_held_and_never_enlarged() {
    // As the eight orientations of Exif have it: where red, the left half, and green, the top, are to be.
    let near = |picture: &DynamicImage, x: f64, y: f64, color: [u8; 3]| {
        let (width, height) = picture.dimensions();
        let Rgba([r, g, b, _]) = picture.get_pixel((x * f64::from(width)) as u32, (y * f64::from(height)) as u32);
        color.iter().zip([r, g, b]).all(|(a, b)| a.abs_diff(b) < 30)
    };
    let (red, green) = ([200, 0, 0], [0, 200, 0]);
    let cases = [
        (1, (0.1, 0.6), (0.5, 0.05)),
        (2, (0.9, 0.6), (0.5, 0.05)),
        (3, (0.9, 0.4), (0.5, 0.95)),
        (4, (0.1, 0.4), (0.5, 0.95)),
        (5, (0.6, 0.1), (0.05, 0.5)),
        (6, (0.4, 0.1), (0.95, 0.5)),
        (7, (0.4, 0.9), (0.95, 0.5)),
        (8, (0.6, 0.9), (0.05, 0.5)),
    ];
    for (orientation, is_red, is_green) in cases {
        let bytes = photograph(600, 300, orientation);
        let looked = photo::look(&bytes, "a.jpg").expect("it is fit");
        let turned = orientation > 4;
        assert_eq!((looked.width, looked.height), if turned { (300, 600) } else { (600, 300) });
        for width in [None, Some(100), Some(5000)] {
            let print = Print { source: "a".into(), fingerprint: "0".into(), width, format: Format::Jpeg };
            let made = photo::make(&bytes, &print).expect("it can be made");
            let picture = decoded(&made);
            let expected = match (width, turned) {
                (Some(100), false) => (100, 50),
                (Some(100), true) => (100, 200),
                (_, false) => (600, 300),
                (_, true) => (300, 600),
            };
            assert_eq!(picture.dimensions(), expected, "{orientation} {width:?}");
            assert!(near(&picture, is_red.0, is_red.1, red), "{orientation} {width:?}: red");
            assert!(near(&picture, is_green.0, is_green.1, green), "{orientation} {width:?}: green");
            assert_eq!(made, photo::make(&bytes, &print).expect("again"), "the same bytes");
        }
    }
}

#[test]
fn what_shows_through_still_does_and_other_colours_become_those_of_screens() {
    for (bytes, name, format) in [(drawn(500, 300), "a.png", Format::Png), (webp(300, 500), "a.webp", Format::Webp)] {
        let looked = photo::look(&bytes, name).expect("it is fit");
        assert_eq!(looked.sizes, format);
        let print = Print { source: "a".into(), fingerprint: "0".into(), width: Some(100), format };
        let picture = decoded(&photo::make(&bytes, &print).expect("it can be made"));
        assert!(picture.color().has_alpha());
        let clear = picture.to_rgba8().pixels().filter(|pixel| pixel[3] == 0).count();
        assert!(clear * 3 > (picture.width() * picture.height()) as usize, "{name}");
        let seen = picture.to_rgba8().pixels().filter(|pixel| pixel[3] == 255 && pixel[0].abs_diff(200) < 3).count();
        assert!(seen * 3 > (picture.width() * picture.height()) as usize, "{name}: no colour bleeds into what is seen through");
    }
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 100);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().expect("a profile")).expect("JPEG has profiles");
    encoder.encode_image(&ImageBuffer::from_pixel(64, 64, Rgb([200_u8, 100, 60]))).expect("it can be written");
    let print = Print { source: "a".into(), fingerprint: "0".into(), width: None, format: Format::Jpeg };
    let made = photo::make(&jpeg, &print).expect("it can be made");
    assert!(holds(&jpeg, "ICC_PROFILE") && !holds(&made, "ICC_PROFILE"));
    let Rgba([r, g, b, _]) = decoded(&made).get_pixel(32, 32);
    assert!(r > 205 && g < 100 && b < 58, "the same colour has other numbers in sRGB: {r} {g} {b}");
}

/// When each picture of the built site was last written.
fn written(root: &Path) -> BTreeMap<String, std::time::SystemTime> {
    let paths = tree(&root.join("public")).into_keys().filter(|path| path.starts_with("filer/"));
    let time = |path: &str| fs::metadata(root.join("public").join(path)).and_then(|about| about.modified()).expect("it is there");
    paths.map(|path| (path.clone(), time(&path))).collect()
}

#[test]
fn a_picture_that_has_not_changed_is_not_made_again() {
    let site = Place::new(
        "![Gården](bild.jpg) ![Huset](hus.png)",
        &[("content/pages/bild.jpg", photograph(900, 600, 1)), ("content/pages/hus.png", png(&scene(500, 200)))],
    );
    let first = site.build(&[]);
    // Something of the same length in the place of a print: whoever made it again would put it right.
    let touched = site.root.join("public/filer/pages/bild-400.jpg");
    let length = fs::metadata(&touched).expect("it is there").len() as usize;
    fs::write(&touched, vec![b'x'; length]).expect("it can be written");
    let before = written(&site.root);
    site.page("![Gården](bild.jpg) ![Huset](hus.png)\n\nNya ord.");
    let second = site.build(&[]);
    assert!(second["filer/pages/bild-400.jpg"].iter().all(|byte| *byte == b'x'), "it was made again");
    assert_eq!(before, written(&site.root));
    assert_ne!(first["om/skolan/index.html"], second["om/skolan/index.html"]);
    // A copy looks closer: what is not what was made is made anew.
    let copy = site.root.join("kopia");
    insyn(&site.root, &["build", "--portable", "--date", "2026-11-22", "--to", copy.to_str().expect("a path")]);
    let handed = tree(&copy);
    for (path, bytes) in first.iter().filter(|(path, _)| path.starts_with("filer/")) {
        assert!(handed.iter().any(|(name, copy)| name.ends_with(path.as_str()) && copy == bytes), "{path}");
    }
    // A new picture under the same name is made, and only that one.
    site.write("content/pages/bild.jpg", &photograph(900, 500, 1));
    let third = site.build(&[]);
    assert_eq!(decoded(&third["filer/pages/bild-400.jpg"]).dimensions(), (400, 222));
    assert_eq!(before["filer/pages/hus-500.png"], written(&site.root)["filer/pages/hus-500.png"]);
    // One that is shown no more is there no more.
    site.page("![Huset](hus.png)");
    fs::remove_file(site.root.join("content/pages/bild.jpg")).expect("it can be removed");
    assert!(!site.build(&[]).contains_key("filer/pages/bild-400.jpg"));
}

#[test]
fn what_cannot_be_published_is_told_with_what_to_do() {
    let head = |width: u32, height: u32| {
        let content = [&width.to_be_bytes(), &height.to_be_bytes(), [8, 2, 0, 0].as_slice(), &[0]].concat();
        let small = png(&scene(4, 4));
        [&small[..8], &chunk("IHDR", &content), &small[AFTER_HEAD..]].concat()
    };
    let deep: DynamicImage = ImageBuffer::from_pixel(4, 4, Rgb([40_000_u16, 1, 2])).into();
    let moving = with_chunks(
        &png(&scene(4, 4)),
        &[
            chunk("acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
            chunk("fcTL", &{
                let mut control = vec![0; 26];
                control[7] = 4;
                control[11] = 4;
                control
            }),
        ],
    );
    let frame = segment(0xc0, &[8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]);
    let scan = segment(0xda, &[4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    let ink = [&[0xff, 0xd8], segment(0xee, b"Adobe\0\x64\0\0\0\0\0").as_slice(), &frame, &scan, &[0, 0, 0xff, 0xd9]].concat();
    let whole = photograph(100, 100, 1);
    let cut = whole[..whole.len() / 2].to_vec();
    let mut broken = png(&scene(300, 300));
    let middle = broken.len() / 2;
    broken[middle] ^= 0xff;
    let cases = [
        ("a.png", head(30_000, 30_000), "är 30000 × 30000 bildpunkter", "Gör den mindre"),
        ("a.png", png(&deep), "har 16 bitar per färg", "RGB med 8 bitar"),
        ("a.png", moving, "rör sig", "WCAG 2.2.2"),
        ("a.jpg", ink, "har färger för tryck (CMYK)", "RGB med 8 bitar"),
        ("a.jpg", cut, "går inte att läsa, eller är inte hel", "Hämta bilden igen"),
        ("a.jpg", b"ingen bild".to_vec(), "går inte att läsa", "Hämta bilden igen"),
        ("a.jpg", Vec::new(), "går inte att läsa", "Hämta bilden igen"),
        ("a.jpg", png(&scene(9, 9)), "är egentligen PNG", "Döp om den till a.png"),
        ("a.gif", b"GIF89a".to_vec(), "är varken JPEG, PNG eller WebP", "spara den som JPEG"),
        ("a.heic", b"\0\0\0\x18ftypheic".to_vec(), "är varken JPEG, PNG eller WebP", "spara den som JPEG"),
        ("a.png", broken, "går inte att läsa", "Hämta bilden igen"),
    ];
    for (name, bytes, what, remedy) in cases {
        let body = format!("[gården]({name}) ![Gården]({name})");
        let site = Place::new(&body, &[(&format!("content/pages/{name}"), bytes)]);
        let said = site.refused();
        assert!(said.contains("unfit-picture") && said.contains(what) && said.contains(remedy), "{name} {what}: {said}");
        assert!(said.contains("1 fel i 1 fil"), "a picture that is told of is told of once: {said}");
    }
    let theme = Place::new(
        "Ord.",
        &[("themes/eget/theme.toml", b"parent = \"medborgare\"\n".to_vec()), ("themes/eget/assets/logga.gif", b"GIF89a".to_vec())],
    );
    theme.write("content/site.toml", format!("theme = \"eget\"\n{HEAD}").as_bytes());
    assert!(theme.refused().contains("logga.gif"));
}

#[test]
fn every_broken_picture_is_told_in_one_run() {
    let broken = |seed: usize| {
        let mut bytes = png(&scene(300, 300));
        let middle = bytes.len() / 2 + seed;
        bytes[middle] ^= 0xff;
        bytes
    };
    let site = Place::new("![A](a.png) ![B](b.png)", &[("content/pages/a.png", broken(0)), ("content/pages/b.png", broken(1))]);
    let said = site.refused();
    assert!(said.contains("content/pages/a.png") && said.contains("content/pages/b.png"), "{said}");
    assert!(matches!(
        photo::make(&broken(0), &Print { source: "a".into(), fingerprint: "0".into(), width: None, format: Format::Png }),
        Err(Unfit::Unreadable)
    ));
}

#[test]
fn bytes_that_are_no_picture_never_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    for (bytes, name) in [(photograph(40, 30, 6), "a.jpg"), (drawn(40, 30), "a.png"), (webp(40, 30), "a.webp")] {
        let format = Format::of(name).expect("a picture");
        for _ in 0..400 {
            let mut bytes = bytes.clone();
            for _ in 0..random.usize(1..6) {
                let at = random.usize(..bytes.len());
                bytes[at] = random.u8(..);
            }
            bytes.truncate(random.usize(1..=bytes.len()));
            let _ = photo::look(&bytes, name);
            let _ = photo::make(&bytes, &Print { source: "a".into(), fingerprint: "0".into(), width: Some(9), format });
        }
    }
}
