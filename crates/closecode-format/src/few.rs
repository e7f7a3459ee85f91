//! Rows in order, for lists that are short or nearly sorted, as those of the data are. The sort of
//! the standard library is ten kilobytes of code for each type of row, and collecting a map or a
//! set sorts first; who builds this workspace would wait for them.

use std::collections::BTreeSet;

/// A map for few rows: a sorted vector.
pub use litemap::LiteMap as Map;

/// Sorts rows by a key, equal ones as they were. One step for each row that is in its place, and
/// one for each other row that it has to pass.
pub fn sort_by_key<T, K: Ord>(rows: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..rows.len() {
        let moved = key(&rows[end]);
        let mut at = end;
        while at > 0 && moved < key(&rows[at - 1]) {
            rows.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// A map of these pairs; of two with one key the later. It is a sorted vector, because an insertion
/// into a tree is another ten kilobytes for each type of key and value.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Map<K, V> {
    let mut map = Map::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// The set of these values.
pub fn set<T: Ord>(values: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for value in values {
        set.insert(value);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_as_the_standard_library_does() {
        // All orders of five rows, and some rows of equal keys.
        let rows = [(1, 'a'), (1, 'b'), (2, 'c'), (3, 'd'), (3, 'e')];
        for order in 0..5_usize.pow(5) {
            let index = |place: u32| order / 5_usize.pow(place) % 5;
            let mut ours: Vec<(u8, char)> = (0..5).map(|place| rows[index(place)]).collect();
            let mut theirs = ours.clone();
            sort_by_key(&mut ours, |row| row.0);
            theirs.sort_by_key(|row| row.0);
            assert_eq!(ours, theirs);
        }
        sort_by_key(&mut [] as &mut [u8], |row| *row);
    }

    #[test]
    fn maps_and_sets_are_as_collected() {
        let pairs = [(3, 'a'), (1, 'b'), (3, 'c')];
        assert_eq!(map(pairs), Map::from_iter(pairs));
        assert_eq!(set([3, 1, 3]), BTreeSet::from([3, 1, 3]));
    }
}
