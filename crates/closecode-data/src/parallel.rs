//! Checks rules and renders pages on every processor. The standard library's scoped threads are
//! enough for one loop over what is independent.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What it is called, such as a path, and what makes it.
pub type Job<'a, T = String, K = String> = (K, Box<dyn Fn() -> T + Sync + 'a>);

/// Runs every job. The result does not depend on which thread ran which.
pub fn run<T: Send, K: Clone + Ord + Send + Sync>(jobs: &[Job<'_, T, K>]) -> BTreeMap<K, T> {
    let next = AtomicUsize::new(0);
    // Jobs differ in length by a factor of ten, so each thread takes the next one instead of a
    // fixed share.
    let work = || {
        let mut done = Vec::new();
        while let Some((name, make)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((name.clone(), make()));
        }
        done
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        let mut all = BTreeMap::new();
        for (name, made) in done {
            all.insert(name, made);
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_done_once() {
        let count = AtomicUsize::new(0);
        let job = |i: usize| -> Job<'_> {
            let count = &count;
            let make = move || {
                count.fetch_add(1, Ordering::Relaxed);
                (i * 2).to_string()
            };
            (i.to_string(), Box::new(make))
        };
        let files = run(&(0..1000).map(job).collect::<Vec<_>>());
        assert_eq!((files.len(), count.into_inner()), (1000, 1000));
        assert!(
            files.iter().all(|(path, text)| path
                .parse::<usize>()
                .map(|i| (i * 2).to_string())
                .as_ref()
                == Ok(text))
        );
        assert!(run::<String, String>(&[]).is_empty());
    }

    #[test]
    #[should_panic(expected = "this page is broken")]
    fn a_job_that_panics_is_not_lost() {
        let job = |i: usize| -> Job<'static> {
            (
                i.to_string(),
                Box::new(
                    move || if i == 7 { panic!("this page is broken") } else { String::new() },
                ),
            )
        };
        run(&(0..16).map(job).collect::<Vec<_>>());
    }
}
