//! Short addresses at the root of the site, for messages and talks: `/1006`, `/4004`,
//! `/1006-1012`, `/3000-3999`. Each leads to the English page, from which its reader can go to
//! another language. Like every address they stay.

use closecode_data::Dataset;

use crate::head::BaseUrl;
use crate::paths::Path;
use crate::protocols;
use crate::redirect::Redirect;
use crate::render_redirect;
use closecode_data::parallel::Job;

/// Adds the redirects.
pub(crate) fn pages<'a>(data: &'a Dataset, base: Option<&'a BaseUrl>, jobs: &mut Vec<Job<'a>>) {
    let locale = data.base();
    let localizer = data.localizer(locale);
    let mut add = |address: String, path: Path<'a>, title: String| {
        let make = move || {
            let target = format!("../{}", path.file(locale));
            render_redirect(&Redirect {
                locale,
                root: "../".to_owned(),
                canonical: base.map_or_else(|| target.clone(), |base| base.page(locale, path)),
                target,
                description: title.clone(),
                text: title.clone(),
                title: title.clone(),
            })
        };
        jobs.push((format!("{address}/index.html"), Box::new(make)));
    };
    for code in &data.codes {
        let title = format!("{} {}", code.code, localizer.code_texts(*code.code).title());
        add(code.code.to_string(), Path::Code(code), title);
    }
    for number in data.used_numbers().into_iter().filter(|n| data.code(*n).is_none()) {
        let title = protocols::found(data, &localizer, number).0;
        add(number.to_string(), Path::Number(number), title);
    }
    for range in &data.ranges {
        let numbers = format!("{}-{}", range.first, range.last);
        let title = format!("{numbers} {}", localizer.range_texts(&range.id).title());
        add(numbers, Path::Range(range), title);
    }
    for (low, high) in data.all_pairs() {
        for (a, b) in [(low, high), (high, low)] {
            let title = localizer.compare().page_title(*a.code, *b.code).to_string();
            add(format!("{}-{}", a.code, b.code), Path::compare(low, high), title);
        }
    }
}
