//! The content security policy of a page that is shown: the page's own, and what the reload script needs.

/// What a page without a policy of its own gets, and every file.
pub const STRICT: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// Adds what the reload script needs: to be loaded from here, to listen here, and a style sheet from here. Everything else stays as it was.
pub fn widened(policy: &str) -> String {
    let mut directives: Vec<Vec<&str>> = policy
        .split(';')
        .map(|directive| directive.split_ascii_whitespace().collect())
        .filter(|words: &Vec<&str>| !words.is_empty())
        .collect();
    let named = |directives: &[Vec<&str>], name: &str| directives.iter().position(|words| words[0].eq_ignore_ascii_case(name));
    for name in ["script-src", "script-src-elem", "connect-src", "style-src", "style-src-elem"] {
        let at = match named(&directives, name) {
            Some(at) => at,
            // Where it says nothing of elements, what it says of scripts and styles counts.
            None if name.ends_with("-elem") => continue,
            None => {
                // Without a directive of its own the default counts; with one, it does not any more.
                let Some(default) = named(&directives, "default-src") else { continue };
                let mut words = directives[default].clone();
                words[0] = name;
                directives.push(words);
                directives.len() - 1
            }
        };
        directives[at].retain(|word| !word.eq_ignore_ascii_case("'none'"));
        if !directives[at].contains(&"'self'") {
            directives[at].push("'self'");
        }
    }
    directives.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("; ")
}

/// A policy as a header: no other site may frame the preview, and nothing that would end the line.
pub fn header(policy: &str) -> String {
    let clean: String = policy.chars().filter(|c| c.is_ascii() && !c.is_ascii_control()).collect();
    if clean.contains("frame-ancestors") { clean } else { format!("{clean}; frame-ancestors 'none'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_let_in_and_nothing_else() {
        assert_eq!(widened(STRICT), format!("{STRICT}; script-src 'self'; connect-src 'self'"));
        assert_eq!(
            widened("default-src 'self'; script-src 'none'; connect-src https://a.se 'self'"),
            "default-src 'self'; script-src 'self'; connect-src https://a.se 'self'; style-src 'self'"
        );
        assert_eq!(
            widened("default-src https://a.se"),
            "default-src https://a.se; script-src https://a.se 'self'; connect-src https://a.se 'self'; style-src https://a.se 'self'"
        );
        assert_eq!(
            widened("default-src 'none';script-src 'sha256-x';script-src-elem 'none'"),
            "default-src 'none'; script-src 'sha256-x' 'self'; script-src-elem 'self'; connect-src 'self'; style-src 'self'"
        );
        assert_eq!(widened(" ; "), "");
    }

    #[test]
    fn a_header_is_one_line() {
        assert_eq!(header("default-src 'none'\r\nX: å"), "default-src 'none'X: ; frame-ancestors 'none'");
    }
}
