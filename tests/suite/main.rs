//! The one test binary: whole municipalities, rules, the laws of the house.

mod beginnings;
mod bench;
mod bytes;
mod cases;
mod cli;
mod hidden;
mod house;
#[cfg(unix)]
mod kills;
#[path = "../bench/municipality/mod.rs"]
mod municipality;
mod nacka;
mod pages;
mod program;
mod project;
mod review;
mod serve;
mod stored;
mod thirty;
mod written;
