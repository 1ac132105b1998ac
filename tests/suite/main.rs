//! The one test binary: whole municipalities, rules, the laws of the house.

mod beginnings;
mod bytes;
mod cases;
mod cli;
mod colours;
mod danderyd;
mod hidden;
mod house;
#[cfg(unix)]
mod kills;
mod mishaps;
mod nacka;
mod pages;
mod portable;
mod program;
mod project;
mod review;
mod serve;
mod stored;
mod thirty;
mod written;
