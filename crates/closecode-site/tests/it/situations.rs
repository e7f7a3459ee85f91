//! The decision tree leads to every situation, and the answer on a branch is the answer on the
//! page.

use crate::common::{DATA, SITE, all, below, code_path, numbers, one, page, text};
use closecode_data::{Role, Send};

/// A situation's page in a language.
fn path(tag: &str, id: &str) -> String {
    format!("{tag}/situations/{id}/index.html")
}

#[test]
fn each_role_of_a_situation_hangs_on_its_branch() {
    for tag in ["en", "id"] {
        let tree = page(&format!("{tag}/situations/index.html"));
        for situation in &DATA.situations {
            for role in Role::ALL {
                let branch =
                    format!(".twigs > div:has(#{}-{})", role.as_str(), situation.trigger.as_str());
                let url = format!("../situations/{}/index.html#{}", *situation.id, role.as_str());
                let leaves = all(&tree, &format!("{branch} li")).into_iter();
                let leaf = leaves
                    .filter(|li| below(*li, "a")[0].attr("href") == Some(url.as_str()))
                    .collect::<Vec<_>>();
                let advice = situation.of(*role);
                assert_eq!(leaf.len(), usize::from(advice.is_some()), "{tag} {url}");
                let Some(advice) = advice else { continue };
                let answer = numbers(&text(below(leaf[0], ".answer")[0]));
                let expected: Vec<usize> = advice
                    .code
                    .iter()
                    .chain(&advice.status)
                    .map(|n| usize::from(n.value))
                    .collect();
                assert_eq!(answer, expected, "{tag} {url}");
                one(
                    &page(&path(tag, &situation.id)),
                    &format!("section[aria-labelledby={}]", role.as_str()),
                );
            }
        }
        let choices = all(&tree, ".choices a");
        assert_eq!(choices.len(), Role::ALL.len(), "each role is a first step");
        for choice in choices {
            one(&tree, choice.attr("href").expect("a link"));
        }
    }
}

#[test]
fn what_the_other_side_sees_and_who_comes_back_is_what_the_data_says() {
    for situation in &DATA.situations {
        let page = page(&path("en", &situation.id));
        for advice in &situation.advice {
            let section = one(&page, &format!("section[aria-labelledby={}]", advice.role.as_str()));
            let answers: Vec<String> = below(section, "dd").into_iter().map(text).collect();
            let place = format!("{} {}", *situation.id, advice.role.as_str());
            let seen = advice.seen().map(usize::from);
            assert_eq!(numbers(&answers[0]).first().copied(), seen, "{place}: {}", answers[0]);
            assert_eq!(answers[0].contains("not clean"), *advice.send == Send::Status, "{place}");
            let survey = advice
                .seen()
                .filter(|_| matches!(*advice.role, Role::Server | Role::Proxy))
                .map(|code| DATA.survey(code));
            let counted = survey.map_or(Vec::new(), |s| vec![s.retry.len(), s.total()]);
            assert_eq!(
                numbers(&answers[1]).into_iter().take(2).collect::<Vec<_>>(),
                counted,
                "{place}: {}",
                answers[1]
            );
        }
    }
}

#[test]
fn a_code_leads_to_the_situations_that_recommend_it() {
    for code in &DATA.codes {
        let page = page(&code_path("en", *code.code));
        let links = all(&page, "section[aria-labelledby=situations] li a");
        let links: Vec<&str> = links.into_iter().filter_map(|a| a.attr("href")).collect();
        let expected: Vec<String> = DATA
            .situations_for(*code.code)
            .map(|s| format!("../../situations/{}/index.html", *s.id))
            .collect();
        assert_eq!(links, expected, "{}", code.code);
        assert!(*code.wire.frame || links.is_empty(), "{} must not appear in a frame", code.code);
    }
    assert_eq!(
        DATA.situations.len(),
        SITE.keys()
            .filter(|path| path.starts_with("en/situations/") && path.matches('/').count() == 3)
            .count()
    );
}
