//! The sentence of a picture: what it must tell, and that every number in it comes from somewhere.

use super::{Five, Record, bare};

impl Five {
    /// The sentence tells what it must, and no number besides.
    pub fn sentence_faults(&self) -> Vec<String> {
        let Some(first) = self.machine.first() else { return Vec::new() };
        let (told, known) = match &*first["table"] {
            "time" => self.of_time(),
            "money" => self.of_money(),
            "figures" => self.of_figures(),
            _ => self.of_status(),
        };
        let sentence = bare(&self.sentence);
        let lacks =
            told.iter().filter(|words| !sentence.contains(&bare(words))).map(|words| format!("{}: “{words}” is not told", self.place));
        // The name of what it is about may have numbers of its own.
        let words = self.sentence.replace(&first["title"], "");
        let money = first["table"] == "money";
        let numbers = self.tokens(&words).into_iter().map(|(number, rest)| if money { number * unit(rest) } else { number });
        let strange =
            numbers.filter(|number| !known.contains(number)).map(|number| format!("{}: {number} is told, from nowhere", self.place));
        lacks.chain(strange).collect()
    }

    /// The words that the sentence of a timeline has, and the numbers in them: its first and its last row.
    fn of_time(&self) -> (Vec<String>, Vec<f64>) {
        let dated = || self.machine.iter().filter(|row| !row["first"].is_empty());
        let ends = dated().next().into_iter().chain(dated().next_back());
        let told: Vec<String> = ends.flat_map(|row| [row["label"].clone(), row["period"].clone()]).collect();
        let known = told.iter().flat_map(|words| self.numbers(words)).collect();
        (told, known)
    }

    /// The sums of lines and envelopes, how far they are apart, and how many lines there are.
    fn of_money(&self) -> (Vec<String>, Vec<f64>) {
        let of = |id: &'static str| self.machine.iter().filter(move |row| row["group_id"] == id);
        let sum = |id: &'static str| of(id).filter_map(|row| row["value"].parse::<f64>().ok()).sum::<f64>();
        let (aside, lines, count) = (sum("envelope"), sum("line"), of("line").count());
        let whole = if count > 0 { lines } else { aside };
        let told = self.tokens(&self.sentence).iter().any(|(number, rest)| number * unit(rest) == whole);
        let lacks = if told { Vec::new() } else { vec![whole.to_string()] };
        (lacks, vec![aside, lines, (lines - aside).abs(), count as f64])
    }

    /// Each state that there is with its count, in order, and how many actions they are.
    fn of_status(&self) -> (Vec<String>, Vec<f64>) {
        let all: Vec<&Record> = self.machine.iter().filter(|row| row["table"] == "status-all").collect();
        let list = all.iter().map(|row| format!("{} {}", row["label"], row["value"])).collect::<Vec<_>>().join(", ");
        let mut known: Vec<f64> = all.iter().filter_map(|row| row["value"].parse().ok()).collect();
        known.push(known.iter().sum());
        (vec![list], known)
    }

    /// The newest row of the whole, its target and how far they are apart; the time that the sentence begins with.
    fn of_figures(&self) -> (Vec<String>, Vec<f64>) {
        let whole: Vec<&Record> = self.machine.iter().take_while(|row| row["group"] == self.machine[0]["group"]).collect();
        let newest = whole.iter().map(|row| &row["first"]).max();
        // The first row of an observation is the whole; its parts have names and no times.
        let of_indicator = self.place.contains("matt/") || whole.iter().all(|row| row["label"] == row["period"]);
        let row = whole.iter().find(|row| !of_indicator || Some(&row["first"]) == newest).expect("a picture has rows");
        let (value, target) = (row["value"].parse::<f64>().ok(), row["target"].parse::<f64>().ok());
        // What is about is no number to count from.
        let apart =
            value.zip(target).filter(|_| row["approximate"] != "true").map(|(value, target)| ((value - target).abs() * 1e6).round() / 1e6);
        let words = self.drawn.iter().find(|drawn| drawn.label == bare(&row["label"])).map(|drawn| drawn.value.clone());
        let period = self.numbers(&row["label"]);
        (words.into_iter().collect(), [value, target, apart].into_iter().flatten().chain(period).collect())
    }
}

/// How many kronor one of what words begin with is; 1 where it is no money.
pub fn unit(words: &str) -> f64 {
    let word: String = words.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    match &*word {
        "mnkr" => 1e6,
        "tkr" => 1e3,
        _ => 1.0,
    }
}
