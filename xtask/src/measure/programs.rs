//! How the programs in `crates/closecode-lab/programs/` are run: what each needs is installed and
//! compiled below `target/measure`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use closecode_output::{ui, write};

use crate::project::Project;
use crate::{process, tools};

/// A program, by what runs or compiles it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Program {
    /// Node, with the packages of the folder's lock file.
    Node(&'static str),
    /// A runtime from npm: its path below `node_modules`, its arguments, and the program.
    Runtime(&'static str, &'static [&'static str], &'static str),
    /// A runtime from npm that a program in Node starts.
    NodeRuntime(&'static str),
    /// Python, with the packages in the file of requirements that is named like the program.
    Python(&'static str),
    /// A binary of the workspace for Rust, which is also the feature with its library.
    Rust(&'static str),
    /// A folder with a program in Go, and Debian's package of its library.
    Go(&'static str, &'static str),
    /// A program in Java, Debian's packages, and the files of classes that they have.
    Java(&'static str, &'static [&'static str], &'static [&'static str]),
    /// A program in C++, Debian's packages, and what pkg-config calls the libraries, or an option
    /// for the compiler where it knows none.
    Cpp(&'static str, &'static [&'static str], &'static [&'static str]),
    /// A program in Perl, and Debian's package of its library.
    Perl(&'static str, &'static str),
    /// A program in Ruby, and Debian's package of its library.
    Ruby(&'static str, &'static str),
}

/// Where Debian puts the sources of Go packages, and files of classes.
const GO_PATH: &str = "/usr/share/gocode";
const JAVA_PATH: &str = "/usr/share/java";

impl Program {
    /// The command that runs it, to which its role is added.
    pub(super) fn command(self, project: &Project) -> Result<Vec<String>> {
        let shown = |path: PathBuf| path.display().to_string();
        match self {
            Self::Node(file) => {
                let folder = stage(project, "javascript")?;
                tools::npm_packages(project, &folder)?;
                Ok(vec!["node".to_owned(), shown(folder.join(file))])
            }
            Self::Runtime(path, arguments, file) => {
                stage(project, "javascript")?;
                let folder = stage(project, "javascript-runtimes")?;
                tools::npm_packages(project, &folder)?;
                let mut command = vec![shown(folder.join("node_modules").join(path))];
                command.extend(arguments.iter().map(|&argument| argument.to_owned()));
                command.push(shown(folder.join(file)));
                Ok(command)
            }
            Self::NodeRuntime(file) => {
                stage(project, "javascript")?;
                let folder = stage(project, "javascript-runtimes")?;
                tools::npm_packages(project, &folder)?;
                Ok(vec!["node".to_owned(), shown(folder.join(file))])
            }
            Self::Python(file) => {
                let folder = stage(project, "python")?;
                let program = folder.join(file);
                let packages =
                    folder.join("packages").join(program.file_stem().unwrap_or_default());
                let requirements = program.with_extension("txt");
                tools::python_packages(project, file, &requirements, &packages)?;
                let path = format!("PYTHONPATH={}", packages.display());
                Ok(vec!["env".to_owned(), path, "python3".to_owned(), shown(program)])
            }
            Self::Rust(name) => rust(project, name),
            Self::Go(name, package) => go(project, name, package),
            Self::Java(name, packages, classes) => java(project, name, packages, classes),
            Self::Cpp(file, packages, libraries) => cpp(project, file, packages, libraries),
            Self::Perl(file, package) => script(project, "perl", file, package),
            Self::Ruby(file, package) => script(project, "ruby", file, package),
        }
    }
}

fn source(project: &Project, language: &str) -> PathBuf {
    project.root.join("crates/closecode-lab/programs").join(language)
}

fn target(project: &Project) -> PathBuf {
    project.root.join("target/measure")
}

/// A program in a language that is named like the package and the program that runs it.
fn script(project: &Project, language: &str, file: &str, package: &str) -> Result<Vec<String>> {
    tools::debian_packages(project, &format!("the library of {file}"), &[language, package])?;
    let program = stage(project, language)?.join(file);
    Ok(vec![language.to_owned(), program.display().to_string()])
}

/// Copies a folder of programs below `target`, where what they need is installed beside them.
fn stage(project: &Project, language: &str) -> Result<PathBuf> {
    let to = target(project).join(language);
    fs::create_dir_all(&to)?;
    let from = source(project, language);
    let entries = fs::read_dir(&from).with_context(|| format!("cannot read {}", from.display()))?;
    for path in entries.map(|entry| entry.map(|entry| entry.path())) {
        let path = path?;
        if path.is_file() {
            let copy = to.join(path.file_name().unwrap_or_default());
            write::replace(&copy, &fs::read_to_string(&path)?)?;
        }
    }
    Ok(to)
}

/// Compiles a program in Rust, with its library alone.
fn rust(project: &Project, name: &str) -> Result<Vec<String>> {
    ui::status("Compiling", format!("the program that uses {name}"));
    let manifest = source(project, "rust").join("Cargo.toml").display().to_string();
    let target = target(project).join("rust");
    let arguments = [
        "build",
        "--quiet",
        "--locked",
        "--manifest-path",
        &manifest,
        "--features",
        name,
        "--bin",
        name,
    ];
    let folder = target.display().to_string();
    let variables = [("CARGO_TARGET_DIR", folder.as_str()), ("RUSTFLAGS", "")];
    compile(project, &process::cargo_program().to_string_lossy(), &arguments, &variables, name)?;
    Ok(vec![target.join("debug").join(name).display().to_string()])
}

/// Compiles a program in Go, with libraries from Debian: its packages are found through GOPATH,
/// which is only read outside of module mode.
fn go(project: &Project, name: &str, package: &str) -> Result<Vec<String>> {
    tools::debian_packages(project, &format!("Go with {name}"), &["golang-go", package])?;
    stage(project, "go/lab")?;
    let folder = stage(project, &format!("go/{name}"))?;
    let binary = folder.join(name).display().to_string();
    let cache = target(project).join("go-cache").display().to_string();
    let variables = [
        ("GO111MODULE", "off"),
        ("GOPATH", GO_PATH),
        ("GOCACHE", cache.as_str()),
        ("GOFLAGS", ""),
        ("CGO_ENABLED", "0"),
    ];
    let source = format!("./target/measure/go/{name}");
    compile(project, "go", &["build", "-o", &binary, &source], &variables, name)?;
    Ok(vec![binary])
}

/// Compiles a program in Java.
fn java(project: &Project, name: &str, packages: &[&str], classes: &[&str]) -> Result<Vec<String>> {
    let packages = [&["default-jdk-headless"], packages].concat();
    tools::debian_packages(project, &format!("Java for {name}"), &packages)?;
    let folder = stage(project, "java")?.display().to_string();
    let files = classes.iter().map(|file| format!("{JAVA_PATH}/{file}.jar"));
    let path = files.chain([folder.clone()]).collect::<Vec<_>>().join(":");
    let sources = [format!("{folder}/Lab.java"), format!("{folder}/{name}.java")];
    let arguments = ["-nowarn", "-d", &folder, "-cp", &path, &sources[0], &sources[1]];
    compile(project, "javac", &arguments, &[], name)?;
    Ok(["java", "-cp", &path, name].map(str::to_owned).into())
}

/// Compiles a program in C++, which also is how libraries in C are used.
fn cpp(
    project: &Project,
    file: &str,
    packages: &[&str],
    libraries: &[&str],
) -> Result<Vec<String>> {
    let packages = [&["g++", "pkg-config"], packages].concat();
    tools::debian_packages(project, &format!("the library of {file}"), &packages)?;
    let source = stage(project, "cpp")?.join(file);
    let binary = source.with_extension("").display().to_string();
    let source = source.display().to_string();
    let mut arguments = vec!["-std=c++17", "-fPIC", "-pthread", "-o", &binary, &source];
    let is_option = |library: &&&str| library.starts_with('-');
    let (given, asked): (Vec<&str>, Vec<&str>) = libraries.iter().partition(is_option);
    let options = if asked.is_empty() {
        String::new()
    } else {
        process::output(project, "pkg-config", &[&["--cflags", "--libs"], &asked[..]].concat())?
    };
    arguments.extend(options.split_whitespace());
    arguments.extend(given);
    compile(project, "g++", &arguments, &[], file)?;
    Ok(vec![binary])
}

fn compile(
    project: &Project,
    compiler: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
    name: &str,
) -> Result<()> {
    if !process::program(project, compiler, arguments, variables)? {
        bail!("the program that uses {name} does not compile");
    }
    Ok(())
}
