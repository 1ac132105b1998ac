//! Personal numbers: all that are given are found, what only looks like one is let be, and none leaves the program.

mod builds;
mod generated;

use fastrand::Rng;
use insyn::personal::{masked, numbers, numbers_in_name};

use generated::{Sort, disguises, number, others, separators};

/// How many of each sort.
const EACH: usize = 400;

#[test]
fn every_number_is_found_however_it_is_written() {
    let mut rng = Rng::with_seed(1212);
    let mut missed = Vec::new();
    for sort in Sort::ALL {
        for _ in 0..EACH {
            let digits = number(&mut rng, sort);
            for written in separators(&digits) {
                for (name, text) in disguises(&written) {
                    let found = numbers(&text);
                    if found.len() != 1 || found[0].value != digits[2..] {
                        missed.push(format!("{name}: {text} gave {found:?}"));
                    }
                }
            }
        }
    }
    let count = missed.len();
    missed.truncate(20);
    assert!(missed.is_empty(), "{count} missed:\n{}", missed.join("\n"));
}

#[test]
fn every_number_in_a_file_name_is_found() {
    let mut rng = Rng::with_seed(811218);
    for sort in Sort::ALL {
        for _ in 0..EACH {
            let digits = number(&mut rng, sort);
            for written in separators(&digits) {
                for path in
                    [format!("content/cases/{written}/index.md"), format!("bilagor/akt_{written}.pdf"), format!("{written} beslut.docx")]
                {
                    assert_eq!(numbers_in_name(&path).len(), 1, "{path}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_number_is_let_be() {
    let mut rng = Rng::with_seed(212000);
    let (mut errors, mut all, mut examples) = (0, 0, Vec::new());
    for _ in 0..5_000 {
        for (name, text) in others(&mut rng) {
            all += 1;
            let sure = numbers(&text).into_iter().filter(|number| number.sure).count();
            errors += sure;
            if sure > 0 {
                examples.push(format!("{name}: {text}"));
            }
        }
    }
    examples.truncate(20);
    assert!(errors * 1000 < all, "{errors} of {all}:\n{}", examples.join("\n"));
}

#[test]
fn what_is_masked_is_no_number_and_stands_where_it_stood() {
    let mut rng = Rng::with_seed(640823);
    for sort in Sort::ALL {
        let digits = number(&mut rng, sort);
        for written in separators(&digits) {
            for (name, text) in disguises(&written) {
                let shown = masked(&text);
                assert_eq!((shown.len(), numbers(&shown).len()), (text.len(), 0), "{name}: {text} became {shown}");
            }
        }
    }
    assert_eq!(masked("Född 19121212-1212."), "Född 1912****-****.");
    assert_eq!(masked("nr 811218-9876, <b>640823</b>-3234"), "nr 81****-****, <b>64****</b>-****");
}

#[test]
fn ten_digits_alone_are_sure_beside_words_that_say_so() {
    let sure = |text: &str| numbers(text).iter().map(|number| number.sure).collect::<Vec<_>>();
    assert_eq!(sure("konto 8112189876"), [false]);
    assert_eq!(sure("Personnr: 8112189876"), [true]);
    assert_eq!(sure("<dt>Född</dt><dd>8112189876</dd>"), [true]);
    assert_eq!(sure("8112189876 (pnr)"), [true]);
}

#[test]
fn a_time_in_a_file_name_is_told_by_where_it_stands() {
    let sure = |text: &str| numbers(text).iter().map(|number| number.sure).collect::<Vec<_>>();
    // The same signs: a number in a text, perhaps a time in a file name; and a year before there were such files.
    assert_eq!(sure("20121212-1212"), [true]);
    assert_eq!(sure("<a href=\"20121212-1212.pdf\">"), [false]);
    assert_eq!(sure("<a href=\"19121212-1212.pdf\">"), [true]);
    assert_eq!(sure("<time datetime=\"2012-12-12T12:12\">"), [false; 0]);
}
