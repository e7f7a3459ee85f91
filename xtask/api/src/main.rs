//! Prints the public API of a crate from rustdoc's JSON, one item a line.
//!
//! A trait's implementation is one line: what is in it, the trait says. Implementations that every
//! type has are left out, and so is what is for generated code only, which rustdoc hides.

use std::env;

use anyhow::{Context as _, Result};
use public_api::Builder;

fn main() -> Result<()> {
    let path = env::args().nth(1).context("usage: closecode-api <rustdoc's JSON>")?;
    let api = Builder::from_rustdoc_json(path)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()?;
    let items: Vec<String> = api.items().map(ToString::to_string).collect();
    for line in without_methods_of_traits(&items) {
        println!("{line}");
    }
    Ok(())
}

/// The items without those that belong to a trait's implementation, which follow its line and begin
/// with the type that it is for.
fn without_methods_of_traits(items: &[String]) -> Vec<&str> {
    let mut owner = None;
    let mut kept = Vec::new();
    for item in items {
        if item.starts_with("impl") {
            let implemented = item.split_once(" for ").map(|(_, owner)| owner);
            owner = implemented.map(|owner| owner.split(" where ").next().unwrap_or(owner));
        } else if owner.is_some_and(|owner| is_in(item, owner)) {
            continue;
        }
        kept.push(item.as_str());
    }
    kept
}

/// Whether a function, type or constant is one of this type: `pub fn a::B::get(self) -> u16`.
fn is_in(item: &str, owner: &str) -> bool {
    let path = ["pub const fn ", "pub fn ", "pub type ", "pub const "]
        .iter()
        .find_map(|start| item.strip_prefix(start));
    path.and_then(|path| path.strip_prefix(owner)).is_some_and(|rest| rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_of_traits_are_left_out_and_others_are_not() {
        let items = [
            "pub struct a::B",
            "impl a::B",
            "pub const fn a::B::get(self) -> u16",
            "impl core::clone::Clone for a::B",
            "pub fn a::B::clone(&self) -> a::B",
            "impl core::convert::From<a::B> for u16",
            "pub fn u16::from(code: a::B) -> Self",
            "pub fn a::free(code: a::B) -> u16",
            "pub struct a::C",
        ]
        .map(str::to_owned);
        let kept = without_methods_of_traits(&items);
        assert_eq!(
            kept,
            [
                "pub struct a::B",
                "impl a::B",
                "pub const fn a::B::get(self) -> u16",
                "impl core::clone::Clone for a::B",
                "impl core::convert::From<a::B> for u16",
                "pub fn a::free(code: a::B) -> u16",
                "pub struct a::C",
            ]
        );
    }
}
