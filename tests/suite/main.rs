//! The one test binary: whole municipalities, rules, the laws of the house.

mod accessibility;
mod approval;
mod beginnings;
mod bench;
mod bytes;
mod cases;
mod cli;
mod clock;
mod colours;
mod corrections;
mod danderyd;
mod edits;
mod extracts;
mod feeds;
mod five;
mod hidden;
mod history;
mod hostile;
mod house;
#[cfg(feature = "documents")]
mod import;
mod journeys;
#[cfg(unix)]
mod kills;
mod language;
mod languages;
mod manual;
mod marks;
mod mishaps;
#[path = "../bench/municipality/mod.rs"]
mod municipality;
mod nacka;
mod open_data;
mod pages;
mod personal;
#[cfg(feature = "photos")]
mod photos;
mod pictures;
mod portable;
mod preview;
mod program;
mod project;
#[cfg(all(feature = "publish", unix))]
mod publish;
mod redactions;
mod rename;
mod review;
mod same;
mod search;
mod serve;
#[cfg(unix)]
mod servers;
mod sites;
mod slips;
mod spreadsheets;
mod stored;
mod thirty;
mod threads;
mod worked_out;
mod written;
