//! The one test binary: whole municipalities, rules, the laws of the house.

mod beginnings;
mod bytes;
mod cases;
mod cli;
mod house;
mod nacka;
mod pages;
mod portable;
mod project;
mod serve;
mod stored;
mod thirty;
