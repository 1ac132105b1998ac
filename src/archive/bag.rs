//! The files of a bag that tell of the others: RFC 8493, sections 2.1 and 2.2.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Cover;

/// What is known of a file in a bag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// In bytes.
    pub length: u64,
    /// In hexadecimal.
    pub sha256: String,
}

impl Sealed {
    pub fn of(bytes: &[u8]) -> Self {
        Self { length: bytes.len() as u64, sha256: hexadecimal(&Sha256::digest(bytes)) }
    }

    /// What was read in pieces.
    pub fn after(length: u64, hasher: Sha256) -> Self {
        Self { length, sha256: hexadecimal(&hasher.finalize()) }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The tag files of a bag with these payload files (`data/…`), each with its bytes.
pub fn tags(payload: &BTreeMap<String, Sealed>, cover: &Cover) -> Vec<(&'static str, String)> {
    let bytes: u64 = payload.values().map(|file| file.length).sum();
    let list = |files: &mut dyn Iterator<Item = (&str, &str)>| {
        files.map(|(path, sha256)| format!("{sha256}  {}\n", manifest_name(path))).collect::<String>()
    };
    let mut tags = vec![
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
        ("bag-info.txt", cover.bag_info(bytes, payload.len())),
        ("manifest-sha256.txt", list(&mut payload.iter().map(|(path, file)| (path.as_str(), file.sha256.as_str())))),
    ];
    let sealed: Vec<(&str, String)> = tags.iter().map(|(path, text)| (*path, Sealed::of(text.as_bytes()).sha256)).collect();
    tags.push(("tagmanifest-sha256.txt", list(&mut sealed.iter().map(|(path, sha256)| (*path, sha256.as_str())))));
    tags
}

/// A path as a manifest has it: ends of lines and the sign that writes them are written out.
pub fn manifest_name(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}
