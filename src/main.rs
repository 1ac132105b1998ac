//! The program: everything it does is in the library.

use std::process::ExitCode;

/// Pages are made of many small values: an allocator that is quick at those takes a fifth off a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    insyn::cli::run(std::env::args_os())
}
