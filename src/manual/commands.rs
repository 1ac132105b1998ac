//! Every command, as its help tells it.

use super::{Argument, Book, Chapter, Command, address};
use crate::diagnostic::{Both, Lang};
use crate::sheet::{block, link, text};

pub(super) static CHAPTER: Chapter = Chapter {
    name: "commands",
    title: Both("Kommandon", "Commands"),
    about: Both("Vad man skriver i en terminal, och vad det gör.", "What one types in a terminal, and what it does."),
    topics: |book| book.commands.iter().map(|command| command.name).collect(),
    title_of: |book, topic, _| of(book, topic).map(|command| format!("insyn {}", command.name)),
    page: |book, topic, lang| topic.and_then(|topic| of(book, topic)).map_or_else(|| front(book, lang), |command| page(command, lang)),
};

fn of<'b>(book: &'b Book, name: &str) -> Option<&'b Command> {
    book.commands.iter().find(|command| command.name == name)
}

fn front(book: &Book, lang: Lang) -> String {
    let row = |command: &Command| {
        let page = link(&address(lang, CHAPTER.name, command.name), &format!("insyn {}", command.name));
        format!("<tr><th scope=\"row\">{page}</th><td>{}</td></tr>\n", text(command.about.get(lang)))
    };
    let rows: String = book.commands.iter().map(row).collect();
    format!(
        "<p>{}</p>\n<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
        Both(
            "Utan kommando, eller med ett dubbelklick i webbplatsens mapp, öppnar programmet förhandsvisningen i webbläsaren.",
            "Without a command, or by a double-click in the site's folder, the program opens the preview in the browser.",
        )
        .get(lang),
        Both("Alla kommandon", "All commands").get(lang),
        Both("Kommando", "Command").get(lang),
        Both("Vad det gör", "What it does").get(lang),
    )
}

fn page(command: &Command, lang: Lang) -> String {
    let arguments: String = command.arguments.iter().map(|argument| argument_of(argument, lang)).collect();
    // The heading stands for the first line, and examples need not be moved in under it.
    let after = command.after.get(lang).lines().skip(1).map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    format!(
        "<p>{}.</p>\n{}<h2>{}</h2>\n<dl class=\"keys\">\n{arguments}</dl>\n<h2>{}</h2>\n{}",
        text(command.about.get(lang)),
        block(command.usage.get(lang)),
        Both("Argument och val", "Arguments and options").get(lang),
        Both("Exempel och mer", "Examples and more").get(lang),
        block(&after),
    )
}

fn argument_of(argument: &Argument, lang: Lang) -> String {
    format!("<dt><code>{}</code></dt>\n<dd>{}</dd>\n", text(argument.written.get(lang)), text(argument.help.get(lang)))
}
