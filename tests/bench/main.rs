//! The benchmark: generated municipalities, built by the real program, beside the floor of reading, Markdown and writing.
//!
//! `cargo bench` measures 100, 1 000, 10 000 and 100 000 records; `cargo bench -- 10000` only that size; `cargo bench -- preview` the
//! preview of 1 000 and 10 000; `cargo bench -- data` what open data costs; `cargo bench -- publish` publishing one edit into a folder.

#[cfg(unix)]
mod data;
#[cfg(unix)]
mod floor;
#[cfg(unix)]
mod measure;
#[cfg(unix)]
mod municipality;
#[cfg(unix)]
mod preview;
#[cfg(unix)]
mod publish;
#[cfg(unix)]
mod round;
#[cfg(unix)]
mod table;

#[cfg(not(unix))]
fn main() {
    eprintln!("The benchmark reads processor time and peak memory by getrusage, which only Unix has.");
}

#[cfg(unix)]
fn main() -> std::io::Result<()> {
    use clap::{Arg, ArgAction, Command, value_parser};
    let command = Command::new("cargo bench --")
        .about("Times cold, unchanged and one-edit builds of generated municipalities beside the floor: reading the same files, pulldown-cmark over the same bodies, writing the same bytes. Two threads each, on tmpfs where there is one.")
        .arg(Arg::new("sizes").value_name("RECORDS").num_args(0..).value_parser(value_parser!(usize)).default_values(["100", "1000", "10000", "100000"]))
        .arg(Arg::new("search").long("search").action(ArgAction::SetTrue).help("Also times a cold build with the search, which is turned off in all others"))
        // Cargo adds it.
        .arg(Arg::new("bench").long("bench").action(ArgAction::SetTrue).hide(true))
        .subcommand(Command::new("generate").about("Only writes a municipality").arg(Arg::new("records").required(true).value_parser(value_parser!(usize))).arg(Arg::new("folder").required(true)))
        .subcommand(Command::new("preview").about("Times the preview: from its start to the first page, and from saving a file to its page").arg(Arg::new("sizes").value_name("RECORDS").num_args(0..).value_parser(value_parser!(usize)).default_values(["1000", "10000"])))
        .subcommand(Command::new("data").about("Times a cold build with open data beside one without").arg(Arg::new("sizes").value_name("RECORDS").num_args(0..).value_parser(value_parser!(usize)).default_values(["10000"])))
        .subcommand(Command::new("publish").about("Times publishing one edited record into a folder beside only building it").arg(Arg::new("sizes").value_name("RECORDS").num_args(0..).value_parser(value_parser!(usize)).default_values(["10000"])))
        // What the benchmark calls itself with, so that each measurement has a process of its own.
        .subcommand(Command::new("made").hide(true).arg(Arg::new("root").required(true)).arg(Arg::new("which").required(true)))
        .subcommand(Command::new("floor").hide(true).arg(Arg::new("root").required(true)))
        .subcommand(Command::new("child").hide(true).arg(Arg::new("command").num_args(1..).allow_hyphen_values(true).trailing_var_arg(true)));
    let matches = command.get_matches();
    let text = |matches: &clap::ArgMatches, name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    match matches.subcommand() {
        Some(("generate", own)) => round::generate(*own.get_one("records").expect("required"), text(own, "folder").as_ref()),
        Some(("preview", own)) => {
            for records in own.get_many::<usize>("sizes").into_iter().flatten() {
                print!("{}", preview::preview(*records)?);
            }
            Ok(())
        }
        Some(("data", own)) => {
            for records in own.get_many::<usize>("sizes").into_iter().flatten() {
                print!("{}", data::data(*records)?);
            }
            Ok(())
        }
        Some(("publish", own)) => {
            for records in own.get_many::<usize>("sizes").into_iter().flatten() {
                print!("{}", publish::publish(*records)?);
            }
            Ok(())
        }
        Some(("made", own)) => print(&data::made(text(own, "root").as_ref(), &text(own, "which"))?),
        Some(("floor", own)) => print(&floor::floor(text(own, "root").as_ref())?),
        Some((_, own)) => print(&measure::child(&own.get_many("command").into_iter().flatten().cloned().collect::<Vec<_>>())?),
        None => {
            let sizes = matches.get_many::<usize>("sizes").into_iter().flatten();
            let rows: Vec<_> = sizes.map(|records| round::round(*records, matches.get_flag("search"))).collect::<std::io::Result<_>>()?;
            println!("In {}, {} threads.\n\n{}", round::place().display(), measure::THREADS, table::table(&rows));
            Ok(())
        }
    }
}

#[cfg(unix)]
fn print(cost: &measure::Cost) -> std::io::Result<()> {
    println!("{}", serde_json::to_string(cost)?);
    Ok(())
}
