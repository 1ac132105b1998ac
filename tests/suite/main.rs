//! The one test binary: whole municipalities, rules, the laws of the house.

mod beginnings;
mod cli;
mod project;
mod serve;
