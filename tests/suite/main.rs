//! The one test binary: whole municipalities, rules, the laws of the house.

mod cases;
mod house;
mod project;
mod stored;
mod thirty;
