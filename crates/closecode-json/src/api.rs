//! The documents of the site's `api/v2/`: everything, and one for each code, each pair, each
//! protocol, implementation, problem and scenario, for readers that want a single one.

use std::collections::BTreeMap;

use closecode_data::Dataset;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::document::{Code, Document, FORMAT, Implementation, Pair, Problem, Scenario, Source};
use crate::protocol::Protocol;

/// What closecode knows about one code.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CodeDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// The code.
    pub code: Code,
    /// The sources that it cites, by id.
    pub sources: BTreeMap<String, Source>,
}

/// Two codes beside each other, the lower number first.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PairDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// The two codes.
    pub codes: [u16; 2],
    /// Each fact of `wire` and `policy` in which they differ, such as `wire.frame`, with both
    /// values.
    pub differences: BTreeMap<String, [Value; 2]>,
    /// The verdict, if people confuse the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Pair>,
}

/// What closecode knows about one protocol. Its sources are in it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProtocolDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// The protocol.
    pub protocol: Protocol,
}

/// What closecode knows about one implementation. Its sources are in it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ImplementationDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// The implementation.
    pub implementation: Implementation,
}

/// A question that people ask, with its answer.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProblemDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// The question.
    pub problem: Problem,
    /// The sources that it cites, by id.
    pub sources: BTreeMap<String, Source>,
}

/// What happens when one thing goes wrong with one connection.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ScenarioDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// What goes wrong, and what follows.
    pub scenario: Scenario,
    /// The sources that it cites, by id.
    pub sources: BTreeMap<String, Source>,
}

/// The folder of the site that the documents of this format's major version are in.
pub const API: &str = "api/v2";

/// The schemas of the documents.
fn schemas() -> BTreeMap<String, String> {
    let schemas = [
        ("codes", schema::<Document> as fn(&str) -> String),
        ("code", schema::<CodeDocument>),
        ("pair", schema::<PairDocument>),
        ("protocol", schema::<ProtocolDocument>),
        ("implementation", schema::<ImplementationDocument>),
        ("problem", schema::<ProblemDocument>),
        ("scenario", schema::<ScenarioDocument>),
    ];
    let file = |(name, schema): (&str, fn(&str) -> String)| {
        let name = format!("{name}.schema.json");
        let text = schema(&name);
        (name, text)
    };
    schemas.map(file).into()
}

/// The files of `api/v2/`, by path below it.
pub fn api(data: &Dataset) -> BTreeMap<String, String> {
    let document = crate::build(data);
    let mut files = crate::changes::files(data);
    files.extend(crate::vectors::files(data));
    files.extend(crate::csv::files(data, &document));
    files.insert("all.json".to_owned(), json(&document));
    files.extend(schemas());
    let Document {
        license,
        version,
        codes,
        pairs,
        sources,
        implementations,
        problems,
        scenarios,
        protocols,
        ..
    } = document;
    for (i, a) in codes.iter().enumerate() {
        for b in &codes[i + 1..] {
            let verdict = pairs.iter().find(|pair| pair.codes == [a.code, b.code]).cloned();
            let differences = differences(a, b);
            let codes = [a.code, b.code];
            let pair = PairDocument {
                schema: "../pair.schema.json",
                format: FORMAT,
                version: version.clone(),
                license,
                codes,
                differences,
                verdict,
            };
            files.insert(format!("pairs/{}-{}.json", a.code, b.code), json(&pair));
        }
    }
    for protocol in protocols {
        let path = format!("protocols/{}.json", protocol.id);
        let document = ProtocolDocument {
            schema: "../protocol.schema.json",
            format: FORMAT,
            version: version.clone(),
            license,
            protocol,
        };
        files.insert(path, json(&document));
    }
    for implementation in implementations {
        let path = format!("implementations/{}.json", implementation.id);
        let document = ImplementationDocument {
            schema: "../implementation.schema.json",
            format: FORMAT,
            version: version.clone(),
            license,
            implementation,
        };
        files.insert(path, json(&document));
    }
    for problem in problems {
        let path = format!("problems/{}.json", problem.id);
        let document = ProblemDocument {
            schema: "../problem.schema.json",
            format: FORMAT,
            version: version.clone(),
            license,
            sources: cited(&value(&problem), &sources),
            problem,
        };
        files.insert(path, json(&document));
    }
    for scenario in scenarios {
        let path = format!("scenarios/{}.json", scenario.id);
        let document = ScenarioDocument {
            schema: "../scenario.schema.json",
            format: FORMAT,
            version: version.clone(),
            license,
            sources: cited(&value(&scenario), &sources),
            scenario,
        };
        files.insert(path, json(&document));
    }
    for code in codes {
        let number = code.code;
        let document = CodeDocument {
            schema: "../code.schema.json",
            format: FORMAT,
            version: version.clone(),
            license,
            sources: cited(&value(&code), &sources),
            code,
        };
        files.insert(format!("codes/{number}.json"), json(&document));
    }
    files
}

/// The sources that a value cites.
fn cited(of: &Value, sources: &BTreeMap<String, Source>) -> BTreeMap<String, Source> {
    let mut ids = Vec::new();
    collect_cited(of, &mut ids);
    let entries = sources.iter().filter(|(id, _)| ids.contains(id));
    entries.map(|(id, source)| (id.clone(), source.clone())).collect()
}

/// The facts in which two codes differ. Citations are no facts about a code.
fn differences(a: &Code, b: &Code) -> BTreeMap<String, [Value; 2]> {
    let mut found = BTreeMap::new();
    for (group, a, b) in
        [("wire", value(&a.wire), value(&b.wire)), ("policy", value(&a.policy), value(&b.policy))]
    {
        let keys = a
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .filter(|key| !["sources", "departs_from", "basis"].contains(&key.as_str()));
        for key in keys.filter(|key| a[*key] != b[*key]) {
            found.insert(format!("{group}.{key}"), [a[key].clone(), b[key].clone()]);
        }
    }
    found
}

/// The ids that stand as `source` anywhere in a value.
fn collect_cited(value: &Value, cited: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            cited.extend(map.get("source").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|v| collect_cited(v, cited));
        }
        Value::Array(list) => list.iter().for_each(|v| collect_cited(v, cited)),
        _ => {}
    }
}

/// A document as a value.
pub(crate) fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).expect("a tree of strings and numbers always serializes")
}

/// A document as text.
pub(crate) fn json(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document)
        .expect("a tree of strings and numbers always serializes");
    text + "\n"
}

/// The schema of a document, under its own name.
pub(crate) fn schema<D: JsonSchema>(id: &str) -> String {
    // What is always written is required, even where it may be null: the contract of a writer, not
    // of a lenient reader.
    let generator = SchemaSettings::default().for_serialize().into_generator();
    let mut schema = value(&generator.into_root_schema_for::<D>());
    schema["$id"] = id.into();
    json(&schema)
}
