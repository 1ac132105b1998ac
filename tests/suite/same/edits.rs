//! Edits as people, editors and systems make them, each drawn by chance, of a site whose records all refer to each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

/// What is done to which file; `salt` picks a line, a word, a place.
#[derive(Clone, Debug)]
pub struct Edit {
    what: What,
    file: u16,
    salt: u32,
    manner: Manner,
    /// How long until the next edit, in milliseconds.
    pub pause: u64,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Words,
    Table,
    Link,
    Title,
    Summary,
    Hold,
    LineGone,
    LineTwice,
    Reference,
    Id,
    Cut,
    NotText,
    Empty,
    Gone,
    Heal,
    HealAll,
    Move,
    MoveFolder,
    Add,
    Attachment,
    Settings,
    Theme,
}

/// How a file is saved.
#[derive(Clone, Copy, Debug)]
enum Manner {
    InPlace,
    ByRename,
    /// Gone for a moment, as some editors leave it.
    Anew,
}

pub fn edit() -> impl Strategy<Value = Edit> {
    use What::*;
    let what = prop_oneof![
        4 => Just(Words), 1 => Just(Table), 2 => Just(Link), 3 => Just(Title), 2 => Just(Summary), 3 => Just(Hold), 3 => Just(LineGone),
        2 => Just(LineTwice), 3 => Just(Reference), 3 => Just(Id), 2 => Just(Cut), 1 => Just(NotText), 1 => Just(Empty), 2 => Just(Gone),
        5 => Just(Heal), 2 => Just(HealAll), 2 => Just(Move), 2 => Just(MoveFolder), 2 => Just(Add), 2 => Just(Attachment),
        2 => Just(Settings), 4 => Just(Theme),
    ];
    let manner = prop_oneof![Just(Manner::InPlace), Just(Manner::ByRename), Just(Manner::Anew)];
    let pause = prop_oneof![Just(0), Just(3), Just(30)];
    (what, any::<u16>(), any::<u32>(), manner, pause).prop_map(|(what, file, salt, manner, pause)| Edit { what, file, salt, manner, pause })
}

/// Files of the site's own theme, and what may stand in each.
const THEME: &[(&str, &[&str])] = &[
    ("themes/eget/theme.toml", &["parent = \"medborgare\"\n", "parent = \"finns-inte\"\n", "parent = "]),
    (
        "themes/eget/templates/page.html",
        &[
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>Ett{{ page.body }}{% endblock %}",
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>Två{% endblock %}",
            "{% extends \"base.html\" %}{% block main %}{{ page.finns.inte }}{% endblock %}",
            "{% extends",
        ],
    ),
    ("themes/eget/templates/404.html", &["{% extends \"base.html\" %}{% block main %}<h1>Borta</h1>{% endblock %}", "{{ x"]),
    ("themes/eget/i18n/sv.toml", &["menu = \"Innehåll\"\n", "menu = \"Mer\"\nfinns_inte = \"x\"\n", "menu = "]),
    ("themes/eget/assets/style.css", &["body { color: navy }\n", "body { color: green }\n", ""]),
    ("themes/eget/assets/ny.svg", &["<svg xmlns=\"http://www.w3.org/2000/svg\"><title>a</title></svg>", "<svg"]),
];

const THEMED: &str = "theme = \"eget\"\n";

/// Lines before the others in `site.toml`.
const SETTINGS: &[&str] = &["", THEMED, "url = \"https://www.example.se/insyn/\"\n", "hittepa = 1\n", "theme = \"finns-inte\"\n", "x = "];

/// A site in a folder, and what stands in it when all is well.
pub struct Folder {
    pub root: PathBuf,
    pub sound: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    pub fn new(root: &Path, sound: BTreeMap<String, Vec<u8>>) -> Self {
        let folder = Self { root: root.to_owned(), sound };
        folder.heal();
        folder
    }

    pub fn apply(&self, edit: &Edit) {
        let salt = edit.salt as usize;
        let files = self.files();
        let Some(path) = files.get(edit.file as usize % files.len().max(1)) else { return self.heal() };
        let save = |path: &str, bytes: &[u8]| self.save(path, bytes, edit.manner);
        let rewrite = |change: &dyn Fn(&str) -> String| {
            if let Ok(text) = fs::read_to_string(self.root.join(path)) {
                save(path, change(&text).as_bytes());
            }
        };
        let other = || self.sound.keys().filter(|path| path.contains("/zz-")).nth(salt % 20).cloned().unwrap_or_default();
        match edit.what {
            What::Words => {
                rewrite(&|text| if path.ends_with(".md") { format!("{text}\nOrd {salt}.\n") } else { format!("{text}# Ord {salt}\n") })
            }
            What::Table => rewrite(&|text| format!("{text}\n## Tabell {{#zz-{}}}\n\n| a | b |\n|---|---|\n| 1 | {salt} |\n", salt % 3)),
            What::Link => rewrite(&|text| format!("{text}\nSe [mer](../{}).\n", other().trim_start_matches("content/"))),
            What::Title => rewrite(&|text| text.replacen("title = \"", &format!("title = \"{} ", salt % 100), 1 + salt % 2)),
            What::Summary => rewrite(&|text| text.replacen("summary = \"", &format!("summary = \"{} ", salt % 100), 1)),
            What::Hold => rewrite(&|text| hold(text, salt)),
            What::LineGone => rewrite(&|text| lines(text, salt, |_| String::new())),
            What::LineTwice => rewrite(&|text| lines(text, salt, |line| format!("{line}{line}"))),
            What::Reference => rewrite(&|text| exchanged(text, salt)),
            What::Id => rewrite(&|text| text.replacen("id = \"zz-", &format!("id = \"zz-{}", salt % 3), 1)),
            What::Cut => rewrite(&|text| text.chars().take(salt % (text.chars().count() + 1)).collect()),
            What::NotText => save(path, b"+++\ntitle = \"\xe5\xe4\xf6\"\n+++\n"),
            What::Empty => save(path, b""),
            What::Gone => drop(fs::remove_file(self.root.join(path))),
            What::Heal => self.heal_some(path, salt, edit.manner),
            What::HealAll => self.heal(),
            What::Move => self.rename(path, &path.replacen("/zz-", ["/zz-ny-", "/zz-"][salt % 2], 1)),
            What::MoveFolder => self.move_folder(path, salt),
            What::Add => save(&format!("content/pages/ny/{}.md", salt % 4), added(&other(), salt).as_bytes()),
            What::Attachment => {
                let attached = self.sound.keys().filter(|path| path.ends_with(".pdf") || path.ends_with(".png")).collect::<Vec<_>>();
                let bytes = if salt.is_multiple_of(3) { b"ingen bild".to_vec() } else { picture(salt as u32 % 5) };
                save(attached[salt % attached.len()], &bytes);
            }
            What::Settings => {
                let own = String::from_utf8_lossy(&self.sound["content/site.toml"]).replacen(THEMED, "", 1);
                let languages = if salt.is_multiple_of(2) { own } else { own.replacen(", \"en\"", "", 1) };
                save("content/site.toml", format!("{}{languages}", SETTINGS[salt / 2 % SETTINGS.len()]).as_bytes());
            }
            What::Theme => {
                let (path, variants) = THEME[edit.file as usize % THEME.len()];
                save(path, variants[salt % variants.len()].as_bytes());
            }
        }
    }

    /// Everything as it was when all was well.
    pub fn heal(&self) {
        let mut found = self.files();
        found.retain(|path| !self.sound.contains_key(path));
        for path in found {
            let _ = fs::remove_file(self.root.join(path));
        }
        let _ = fs::remove_dir_all(self.root.join("undan"));
        for (path, bytes) in &self.sound {
            if fs::read(self.root.join(path)).ok().as_ref() != Some(bytes) {
                self.save(path, bytes, Manner::InPlace);
            }
        }
    }

    fn heal_some(&self, path: &str, salt: usize, manner: Manner) {
        let torn: Vec<_> = self.sound.iter().filter(|(path, bytes)| fs::read(self.root.join(path)).ok().as_ref() != Some(bytes)).collect();
        match torn.get(salt % torn.len().max(1)) {
            Some((path, bytes)) => self.save(path, bytes, manner),
            None => drop(fs::remove_file(self.root.join(path))),
        }
    }

    fn rename(&self, from: &str, to: &str) {
        let _ = fs::create_dir_all(self.root.join(to).parent().expect("a file has a folder"));
        let _ = fs::rename(self.root.join(from), self.root.join(to));
    }

    /// Away, back, or to another kind's place.
    fn move_folder(&self, path: &str, salt: usize) {
        let folder = path.rsplit_once('/').map_or("content", |(folder, _)| folder);
        match folder {
            "content" => {}
            _ if self.root.join("undan").exists() => self.rename("undan", folder),
            _ if salt.is_multiple_of(2) => self.rename(folder, "undan"),
            _ => self.rename(folder, &format!("{folder}/../zz-{}", salt % 2)),
        }
    }

    fn save(&self, path: &str, bytes: &[u8], manner: Manner) {
        let target = self.root.join(path);
        let folder = target.parent().expect("a file has a folder");
        fs::create_dir_all(folder).expect("it can be made");
        match manner {
            Manner::InPlace => fs::write(&target, bytes).expect("it can be written"),
            Manner::ByRename => {
                let beside = folder.join(".beside.swp");
                fs::write(&beside, bytes).expect("it can be written");
                fs::rename(&beside, &target).expect("it can be moved");
            }
            Manner::Anew => {
                let _ = fs::remove_file(&target);
                fs::write(&target, bytes).expect("it can be written");
            }
        }
    }

    /// Every file of the content and the theme, sorted.
    fn files(&self) -> Vec<String> {
        let folders = ["content", "themes"].map(|folder| walkdir::WalkDir::new(self.root.join(folder)));
        let found = folders.into_iter().flatten().flatten().filter(|entry| entry.file_type().is_file());
        let mut files: Vec<String> = found.map(|entry| insyn::disk::relative(&self.root, entry.path())).collect();
        files.sort();
        files
    }
}

/// Says that a record is not for readers, or no longer says so.
fn hold(text: &str, salt: usize) -> String {
    const HOLDS: [&str; 3] = ["draft = true\n", "not-before = \"2027-01-01\"\n", "until = \"2026-01-01\"\n"];
    match HOLDS.iter().find(|hold| text.contains(*hold)) {
        Some(hold) => text.replacen(hold, "", 1),
        None => text.replacen("title = \"", &format!("{}title = \"", HOLDS[salt % 3]), 1),
    }
}

/// Another line in the place of one.
fn lines(text: &str, salt: usize, change: impl Fn(&str) -> String) -> String {
    let count = text.split_inclusive('\n').count().max(1);
    text.split_inclusive('\n').enumerate().map(|(at, line)| if at == salt % count { change(line) } else { line.to_owned() }).collect()
}

/// One of the names in the text is another's.
fn exchanged(text: &str, salt: usize) -> String {
    let names: Vec<&str> = text.split('"').filter(|word| word.contains("zz-") && !word.contains(['\n', ' '])).collect();
    match names.len() {
        0 => text.to_owned(),
        count => text.replacen(names[salt % count], names[salt / 7 % count], 1),
    }
}

fn added(other: &str, salt: usize) -> String {
    let link = other.trim_start_matches("content/");
    format!("+++\ntitle = \"Ny {salt}\"\nsummary = \"Ny.\"\n+++\n\nSe [annat](../../{link}).\n\n![Bild](../zz-pages.png)\n")
}

/// A picture, or a file like one.
pub fn picture(salt: u32) -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_pixel(40 + salt, 20, image::Rgb([salt as u8 * 40, 90, 120]));
    pixels.write_to(&mut png, image::ImageFormat::Png).expect("it can be written");
    png.into_inner()
}
