//! Publishing, by the program itself, to folders and to real servers on this machine.

mod cut;
mod delta;
mod folder;
mod places;
mod servers;
mod sites;
