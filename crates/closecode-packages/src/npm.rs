//! The package for npm.
//!
//! Each module is written once, as an ECMAScript module with the types of a `CommonJS` one, and
//! both are turned into the other: [`modules`] rewrites imports and exports, and the types of an
//! ECMAScript module re-export those of its `CommonJS` twin, which TypeScript allows; the other way
//! round it does not.

mod literal;
mod locales;
mod modules;
mod protocols;
mod tables;

use std::collections::BTreeMap;

use closecode_data::Dataset;

use modules::Modules;

/// The modules that are the same whatever the data: name, source, types.
const SOURCES: [(&str, &str, &str); 9] = [
    ("index", include_str!("../npm/package/index.js"), include_str!("../npm/package/index.d.cts")),
    ("codes", include_str!("../npm/package/codes.js"), include_str!("../npm/package/codes.d.cts")),
    (
        "decide",
        include_str!("../npm/package/decide.js"),
        include_str!("../npm/package/decide.d.cts"),
    ),
    (
        "reconnector",
        include_str!("../npm/package/reconnector.js"),
        include_str!("../npm/package/reconnector.d.cts"),
    ),
    (
        "socket",
        include_str!("../npm/package/socket.js"),
        include_str!("../npm/package/socket.d.cts"),
    ),
    (
        "graphql-ws",
        include_str!("../npm/package/graphql-ws.js"),
        include_str!("../npm/package/graphql-ws.d.cts"),
    ),
    (
        "partysocket",
        include_str!("../npm/package/partysocket.js"),
        include_str!("../npm/package/partysocket.d.cts"),
    ),
    (
        "reconnecting-websocket",
        include_str!("../npm/package/reconnecting-websocket.js"),
        include_str!("../npm/package/reconnecting-websocket.d.cts"),
    ),
    (
        "y-websocket",
        include_str!("../npm/package/y-websocket.js"),
        include_str!("../npm/package/y-websocket.d.cts"),
    ),
];

/// The files of `dist/npm`, by path.
pub fn npm(data: &Dataset) -> BTreeMap<String, String> {
    let mut modules = Modules::default();
    for (name, source, types) in SOURCES {
        modules.add(name, source, types);
    }
    tables::add(&mut modules, data);
    locales::add(&mut modules, data);
    protocols::add(&mut modules, data);
    let mut files = modules.into_files();
    let version = env!("CARGO_PKG_VERSION");
    let manifest = include_str!("../npm/package/package.json").replace("{version}", version);
    files.insert("package.json".to_owned(), manifest);
    files.insert("README.md".to_owned(), include_str!("../npm/package/README.md").to_owned());
    for licence in LICENCES {
        files.insert(licence.0.to_owned(), licence.1.to_owned());
    }
    files
}

/// The code has the licences of the workspace, the data that of `data/`.
const LICENCES: [(&str, &str); 3] = [
    ("LICENSE-APACHE", include_str!("../../../LICENSE-APACHE")),
    ("LICENSE-CC0", include_str!("../../../data/LICENSE")),
    ("LICENSE-MIT", include_str!("../../../LICENSE-MIT")),
];
