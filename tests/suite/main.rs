//! The one test binary: whole municipalities, rules, the laws of the house.

mod accessibility;
mod beginnings;
mod bench;
mod bytes;
mod cases;
mod cli;
mod clock;
mod colours;
mod danderyd;
mod five;
mod hidden;
mod house;
#[cfg(unix)]
mod kills;
mod languages;
mod manual;
mod mishaps;
#[path = "../bench/municipality/mod.rs"]
mod municipality;
mod nacka;
mod pages;
#[cfg(feature = "photos")]
mod photos;
mod pictures;
mod portable;
mod program;
mod project;
mod review;
mod search;
mod serve;
mod sites;
mod stored;
mod thirty;
mod threads;
mod worked_out;
mod written;
