//! The program: everything it does is in the library.

use std::process::ExitCode;

// The system's own asks Linux for memory page by page from every thread but the first.
#[cfg(all(feature = "allocator", unix))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    insyn::cli::run(std::env::args_os())
}
