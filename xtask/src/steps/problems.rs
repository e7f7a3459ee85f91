//! `cargo xtask test problems`: what the pages of problems tell people to run does what they say.
//!
//! `browser/problems.mjs` of the site gets the problems as the data has them. It starts proxies,
//! servers and clients with each published command and configuration, sees the symptom without it
//! and its absence with it, and compares what is printed with what is shown. What cannot be run is
//! listed there with the reason; what is neither run nor listed fails.

use std::collections::BTreeMap;

use anyhow::Result;
use closecode_data::{Lines, Problem, Spanned};
use closecode_output::write::{self, Mode};
use serde_json::{Value, json};

use super::samples::link;
use crate::outputs::OutputDir;
use crate::project::Project;
use crate::{process, tools};

/// What is started, from Debian. Apache's program comes without its service.
const PACKAGES: &[&str] = &["nginx", "haproxy", "apache2-bin", "curl"];

/// Installs what is missing, hands over the problems, and runs.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    tools::debian_packages(project, "nginx, HAProxy, Apache and curl", PACKAGES)?;
    let chromium = tools::chromium(project)?;
    let site = project.root.join("crates/closecode-site/browser");
    tools::npm_packages(project, &site)?;
    let folder = project.root.join("target/problems");
    let python = folder.join("python-packages");
    let requirements = site.join("problems.txt");
    tools::python_packages(project, "uvicorn and Starlette", &requirements, &python)?;
    link(&site.join("node_modules"), &folder.join("node_modules"))?;

    let problems: Vec<Value> = data.problems.iter().map(given).collect();
    let manifest = json!({ "chromium": chromium, "python": python, "problems": problems });
    let files =
        BTreeMap::from([("manifest.json".to_owned(), serde_json::to_vec_pretty(&manifest)?)]);
    write::apply(
        &[OutputDir {
            dir: folder.join("given"),
            shown: "target/problems/given".to_owned(),
            files,
            keep_others: false,
            sync: false,
        }],
        Mode::Write,
    )?;
    let runner = site.join("problems.mjs").display().to_string();
    let manifest = folder.join("given/manifest.json").display().to_string();
    process::program(project, "node", &[&runner, &manifest], &[])
}

/// What a problem's page shows of programs and what they print.
fn given(problem: &Problem) -> Value {
    let text = |lines: &Option<Spanned<Lines>>| lines.as_ref().map(|lines| lines.value.to_string());
    let steps = problem.steps.iter().map(|step| {
        let [command, output] = [text(&step.command), text(&step.output)];
        json!({ "command": command, "output": output })
    });
    let fixes = problem.fixes.iter().map(|fix| json!({ "config": text(&fix.config) }));
    let messages: Vec<&str> = problem.messages.iter().map(|message| message.as_str()).collect();
    json!({
        "id": problem.id,
        "messages": messages,
        "steps": steps.collect::<Vec<_>>(),
        "fixes": fixes.collect::<Vec<_>>(),
    })
}
