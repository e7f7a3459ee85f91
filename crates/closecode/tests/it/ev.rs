use closecode::message::*;
#[test]
fn ev() {
    let file = std::env::var("TSV").unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    let (mut right, mut wrong, mut certain_wrong, mut n) = (0, 0, 0, 0);
    for line in text.lines().skip(1).filter(|l| !l.starts_with('#')) {
        let mut f = line.split('\t');
        let (message, answer, who, by) =
            (f.next().unwrap(), f.next().unwrap(), f.next().unwrap(), f.next().unwrap());
        let found = classify(message);
        let got = match &found {
            None => "-".to_owned(),
            Some(f) if f.origin() == Origin::Refused => {
                f.status().map_or("refused".to_owned(), |s| format!("refused {}", s.get()))
            }
            Some(f) => f.code().map_or("unnamed".to_owned(), |c| c.get().to_string()),
        };
        let ok = answer.split('|').any(|a| {
            a == got
                || (a == "unnamed" && got == "-")
                || (a == "none"
                    && found.as_ref().is_some_and(|f| {
                        f.origin() == Origin::NoFrame
                            || (f.origin() == Origin::Local && f.code().is_some_and(|c| c == 1006))
                    }))
                || (a == "-" && got == "unnamed")
        });
        n += 1;
        let certain = found.as_ref().is_some_and(|f| f.certainty() == Certainty::Certain);
        if ok {
            right += 1
        } else {
            wrong += 1;
            if certain {
                certain_wrong += 1
            }
            println!(
                "{} [{answer} / {who} / {by}] got {got} {} {:?}: {message}",
                if certain { "CERTAIN" } else { "" },
                found.as_ref().map_or("", |f| f.origin().as_str()),
                found.as_ref().map(|f| f.implementations().map(|i| i.id()).collect::<Vec<_>>())
            );
        }
    }
    println!(
        "right {right} wrong {wrong} certain wrong {certain_wrong} of {n}: {:.1}",
        right as f64 * 100.0 / n as f64
    );
}
#[test]
fn lines() {
    let file = std::env::var("LINES").unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    let mut n = 0;
    for line in text.lines().filter(|l| !l.starts_with("## ")) {
        n += 1;
        if let Some(f) = classify(line) {
            println!(
                "{:?} {} {:?} {:?}: {line}",
                f.code(),
                f.origin(),
                f.certainty(),
                &line[f.range()]
            );
        }
    }
    println!("{n} lines");
}
