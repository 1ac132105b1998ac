//! The one test binary: whole municipalities, rules, the laws of the house.

mod beginnings;
mod bench;
mod bytes;
mod cases;
mod cli;
mod house;
#[path = "../bench/municipality/mod.rs"]
mod municipality;
mod nacka;
mod pages;
mod project;
mod serve;
mod stored;
mod thirty;
