//! Which language a tag asks for. Every language and region is compared with ICU4X in the package
//! `xtask/cldr`.

use closecode::{CloseCode, Locale, UnknownLocaleError};

#[test]
fn a_tag_of_ours_is_answered_by_itself_however_it_is_written() {
    for locale in Locale::ALL {
        let tag = locale.tag();
        for written in
            [tag.to_owned(), tag.to_uppercase(), tag.to_lowercase(), tag.replace('-', "_")]
        {
            assert_eq!(written.parse(), Ok(*locale));
        }
        for more in [
            "-x-private",
            "-u-nu-arab-ca-buddhist",
            "-1996",
            ".UTF-8",
            "@euro",
            "-001",
            "_001.UTF-8@latin",
        ] {
            assert_eq!(Locale::from_tag(&format!("{tag}{more}")), Some(*locale), "{tag}{more}");
        }
    }
}

#[test]
fn the_examples_of_the_guide() {
    for (tag, locale) in [
        ("pt-PT", Some(Locale::Pt)),
        ("pt-BR", Some(Locale::Pt)),
        ("zh-CN", Some(Locale::ZhHans)),
        ("zh-SG", Some(Locale::ZhHans)),
        ("zh", Some(Locale::ZhHans)),
        ("zh-TW", None),
        ("zh-Hant-CN", None),
        ("zh-Hans-TW", Some(Locale::ZhHans)),
        ("zh-cmn-Hans-CN", Some(Locale::ZhHans)),
        ("zh-yue", None),
        ("ar-arb-EG", Some(Locale::Ar)),
        ("in", Some(Locale::Id)),
        ("in_ID", Some(Locale::Id)),
        ("hi-Latn", None),
        ("sr-Latn", None),
    ] {
        assert_eq!(Locale::from_tag(tag), locale, "{tag}");
    }
    assert_eq!(Locale::negotiate(["gsw-CH", "fr-CH", "de"]), Some(Locale::Fr));
    assert_eq!(Locale::negotiate(Vec::<String>::new()), None);
}

#[test]
fn each_case_of_a_text_is_found_by_its_id() {
    for code in CloseCode::ALL {
        let text = code.text(Locale::En);
        assert!(!text.cases.is_empty());
        for case in text.cases {
            assert!(text.case(case.id).is_some_and(|found| std::ptr::eq(found, case)));
        }
    }
}

#[test]
fn what_is_no_tag_asks_for_nothing() {
    let long = "de-".repeat(1000);
    for tag in [
        "",
        "-",
        "_",
        "d",
        "x-de",
        "i-klingon",
        "de-",
        "-de",
        "de--AT",
        "de AT",
        "dé",
        "日本語",
        "de-toolongsubtag",
        "*",
        "C",
        "POSIX",
        // Only a language of two or three letters has extended ones.
        "abcd-ind",
        ".de",
        &long,
    ] {
        assert!(matches!(tag.parse::<Locale>(), Err(UnknownLocaleError { .. })), "{tag}");
    }
}
