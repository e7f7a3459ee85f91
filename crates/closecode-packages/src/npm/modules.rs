//! The files of a module: for `import` and for `require`, each with its types.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The files of modules, by path.
#[derive(Default)]
pub(super) struct Modules(BTreeMap<String, String>);

impl Modules {
    /// Adds a module from its source, an ECMAScript module, and the types of its `CommonJS` twin.
    pub(super) fn add(&mut self, name: &str, source: &str, types: &str) {
        let base = name.rsplit('/').next().unwrap_or(name);
        let files = [
            ("js", source.to_owned()),
            ("cjs", common_js(source)),
            ("d.cts", types.to_owned()),
            ("d.ts", format!("export * from \"./{base}.cjs\";\n")),
        ];
        for (extension, text) in files {
            self.0.insert(format!("{name}.{extension}"), text);
        }
    }

    pub(super) fn into_files(self) -> BTreeMap<String, String> {
        self.0
    }
}

/// The `CommonJS` module with the same content.
///
/// It reads what our own sources have: `import { … } from`, `export { … } from`, and `export`
/// before a declaration, each at the beginning of a line. The exports are one literal at the end,
/// in which Node finds their names for those who `import` the module.
fn common_js(source: &str) -> String {
    let mut out = String::from("\"use strict\";\n");
    let mut names = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let is_import = line.starts_with("import {");
        if is_import || line.starts_with("export {") {
            let mut statement = line.to_owned();
            while !statement.ends_with(';') {
                statement.push_str(lines.next().expect("a statement ends with a semicolon").trim());
            }
            let (list, path) =
                statement.split_once("} from \"").expect("names are of another module");
            let list = &list["import {".len()..];
            let path = path.trim_end_matches("\";").replace(".js", ".cjs");
            let found = || list.split(',').map(str::trim).filter(|name| !name.is_empty());
            let _ = writeln!(
                out,
                "const {{ {} }} = require(\"{path}\");",
                found().collect::<Vec<_>>().join(", ")
            );
            if !is_import {
                names.extend(found().map(str::to_owned));
            }
        } else if let Some(declaration) = line.strip_prefix("export ") {
            let name = declaration.trim_start_matches("async ").split_once(' ');
            let (_, rest) = name.expect("a declaration has a kind and a name");
            let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            names.push(rest.split(|c| !is_name(c)).next().unwrap_or_default().to_owned());
            let _ = writeln!(out, "{declaration}");
        } else {
            let _ = writeln!(out, "{line}");
        }
    }
    let _ = writeln!(out, "\nmodule.exports = {{");
    for name in names {
        let _ = writeln!(out, "  {name},");
    }
    out.push_str("};\n");
    out
}

#[cfg(test)]
mod tests {
    use super::common_js;

    #[test]
    fn a_module_is_turned_into_its_twin() {
        let source = "\
import { a } from \"./a.js\";
export {
  b,
  c,
} from \"../c.js\";

// A comment.
export function d() {
  return a;
}
export async function e() {}
export const f = { export: 1 };
export class G {}
";
        let twin = "\
\"use strict\";
const { a } = require(\"./a.cjs\");
const { b, c } = require(\"../c.cjs\");

// A comment.
function d() {
  return a;
}
async function e() {}
const f = { export: 1 };
class G {}

module.exports = {
  b,
  c,
  d,
  e,
  f,
  G,
};
";
        assert_eq!(common_js(source), twin);
    }
}
