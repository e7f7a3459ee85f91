//! The tests of the site: one program, so that the data is loaded and the site rendered once.

mod addresses;
mod asked;
mod budgets;
mod colours;
mod common;
mod comparisons;
mod content;
mod diagrams;
mod escaping;
mod golden;
mod languages;
mod links;
mod lookup;
mod markdown;
mod mistakes;
mod picture;
mod policies;
mod prose;
mod protocol_pages;
mod protocols;
mod redirects;
mod samples;
mod search;
mod situations;
