//! `CITATION.cff`: how to cite the data, in the version and of the day that the change log names.

use closecode_data::Dataset;

/// The file, in version 1.2.0 of the Citation File Format.
pub(crate) fn citation(data: &Dataset) -> String {
    let version = data.version();
    let date = data.changes.first().map_or("", |change| change.date.as_str());
    format!(
        r#"# Written by `cargo xtask` from data/changes.toml. Do not edit.
cff-version: 1.2.0
message: "To cite the data, use these fields. The code is licensed under MIT or Apache-2.0."
type: dataset
title: "closecode: WebSocket close codes"
abstract: "What each WebSocket close code means, who may send it, and whether to reconnect: the
  registered codes and the private codes of products, each fact with its source."
authors:
  - name: "closecode contributors"
version: "{version}"
date-released: "{date}"
license: CC0-1.0
repository-code: "https://github.com/closecode/closecode"
keywords:
  - WebSocket
  - close code
  - RFC 6455
"#
    )
}
