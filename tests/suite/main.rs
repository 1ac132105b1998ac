//! The one test binary: whole municipalities, rules, the laws of the house.

mod beginnings;
mod bytes;
mod cases;
mod cli;
mod house;
mod mishaps;
mod nacka;
mod pages;
mod project;
mod serve;
mod stored;
mod thirty;
