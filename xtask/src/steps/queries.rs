//! `cargo xtask test queries`: the queries of `docs/queries.md` answer what the page says, with
//! each engine that comes as a package.

use anyhow::{Context as _, Result};
use closecode_output::{ui, write};

use crate::process;
use crate::project::Project;
use crate::tools;

/// The engines, as `xtask/queries/run.py` knows them.
const ENGINES: [&str; 3] = ["duckdb", "datafusion", "clickhouse"];

/// What the queries read, with the folder that it lies in.
const TABLES: [&str; 3] = [
    "crates/closecode-json/dist/codes.csv",
    "crates/closecode-json/dist/ranges.csv",
    "xtask/queries/connections.csv",
];

pub(super) fn run(project: &Project) -> Result<bool> {
    let queries = project.root.join("xtask/queries");
    let folder = project.root.join("target/queries");
    let packages = folder.join("python-packages");
    let requirements = queries.join("requirements.txt");
    tools::python_packages(project, "DuckDB, DataFusion and ClickHouse", &requirements, &packages)?;
    for table in TABLES {
        let text = std::fs::read_to_string(project.root.join(table))
            .with_context(|| format!("cannot read {table}"))?;
        let name = table.rsplit('/').next().unwrap_or(table);
        write::replace(&folder.join(name), &text)?;
    }
    let program = queries.join("run.py").display().to_string();
    let page = project.root.join("docs/queries.md").display().to_string();
    let packages = packages.display().to_string();
    for engine in ENGINES {
        let arguments = [program.as_str(), engine, page.as_str()];
        let environment = [("PYTHONPATH", packages.as_str()), ("PYTHONDONTWRITEBYTECODE", "1")];
        if !process::program_in(&folder, "python3", &arguments, &environment)? {
            ui::bad("Queries", format!("{engine} does not answer as docs/queries.md says"));
            return Ok(false);
        }
    }
    Ok(true)
}
