//! The table of texts, packed: eight bytes for each, and one string for all.

/// What a text says about the end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    Received,
    Invalid,
    Sent,
    Local,
    None,
    Refused,
    /// Those who print it mean different things.
    #[allow(dead_code)] // There may be no such text in the data.
    Unclear,
}

/// A row as it is written in the table. Only the compiler has these.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The place of its beginning among the beginnings that several have.
    pub(crate) beginning: usize,
    pub(crate) rest: &'static str,
    pub(crate) anchor: usize,
    pub(crate) by: u128,
    pub(crate) code: Option<u16>,
    pub(crate) means: Means,
    pub(crate) is_clear: bool,
}

/// A text that libraries print.
#[derive(Clone, Copy)]
pub(crate) struct Printed {
    /// Where what is its own begins in the string of all texts; it ends where the next begins.
    start: u16,
    code: u16,
    /// The place of its beginning among those that several have.
    beginning: u8,
    pub(crate) anchor: u8,
    /// Its place among the sets of those who print something.
    pub(crate) by: u8,
    /// What it says, twice, and one more if those who print it do not all mean the same.
    meaning: u8,
}

/// Each, by its number.
const MEANS: [Means; 7] = [
    Means::Received,
    Means::Invalid,
    Means::Sent,
    Means::Local,
    Means::None,
    Means::Refused,
    Means::Unclear,
];

/// In the place of a code, none: no library means this number.
const NO_CODE: u16 = u16::MAX;

impl Printed {
    /// The code that it means without naming it.
    pub(crate) const fn code(self) -> Option<u16> {
        if self.code == NO_CODE { None } else { Some(self.code) }
    }

    /// What it says about the end.
    pub(crate) const fn means(self) -> Means {
        MEANS[self.meaning as usize / 2]
    }

    /// Whether all who print it mean the same.
    pub(crate) const fn is_clear(self) -> bool {
        self.meaning % 2 == 0
    }

    /// The two parts of the text: the beginning, and what is between this and the next row.
    pub(crate) const fn parts(
        self,
        beginnings: &[&'static str],
        texts: &'static str,
        next: Option<Self>,
    ) -> [&'static [u8]; 2] {
        let texts = texts.as_bytes();
        let before = match next {
            Some(next) => texts.split_at(next.start as usize).0,
            None => texts,
        };
        let rest = before.split_at(self.start as usize).1;
        [beginnings[self.beginning as usize].as_bytes(), rest]
    }
}

/// The rows, packed.
#[allow(clippy::cast_possible_truncation)] // Each is compared before.
pub(crate) const fn pack<const N: usize>(rows: &[Row; N], sets: &[u128]) -> [Printed; N] {
    let none = Printed { start: 0, code: 0, beginning: 0, anchor: 0, by: 0, meaning: 0 };
    let mut packed = [none; N];
    let mut start = 0;
    let mut i = 0;
    while i < N {
        let row = &rows[i];
        let by = place(sets, sets.len(), row.by);
        assert!(start <= u16::MAX as usize, "the texts are too long, together");
        let limit = u8::MAX as usize;
        assert!(row.beginning <= limit && row.anchor <= limit && by <= limit);
        packed[i] = Printed {
            start: start as u16,
            code: match row.code {
                Some(code) => code,
                None => NO_CODE,
            },
            beginning: row.beginning as u8,
            anchor: row.anchor as u8,
            by: by as u8,
            meaning: row.means as u8 * 2 + !row.is_clear as u8,
        };
        start += row.rest.len();
        i += 1;
    }
    packed
}

/// How many different sets of implementations the rows have.
pub(crate) const fn count_sets<const N: usize>(rows: &[Row; N]) -> usize {
    sets::<N, N>(rows).1
}

/// The different sets of implementations, and how many there are.
pub(crate) const fn sets<const N: usize, const M: usize>(rows: &[Row; N]) -> ([u128; M], usize) {
    let mut sets = [0; M];
    let mut count = 0;
    let mut i = 0;
    while i < N {
        if place(&sets, count, rows[i].by) == count {
            sets[count] = rows[i].by;
            count += 1;
        }
        i += 1;
    }
    (sets, count)
}

/// The place of a set among the first ones, or their number.
const fn place(sets: &[u128], count: usize, wanted: u128) -> usize {
    let mut place = 0;
    while place < count && sets[place] != wanted {
        place += 1;
    }
    place
}

/// Beginnings that several texts have, each with its name in the table.
macro_rules! beginnings {
    ($($name:ident $text:literal,)*) => {
        pub(crate) static BEGINNINGS: &[&str] = &["", $($text),*];

        /// The place of each in the table.
        #[allow(clippy::upper_case_acronyms)]
        enum Beginning { None, $($name),* }
    };
}
pub(crate) use beginnings;

/// The texts: what each means, the code that it means without naming it, the text, where the bytes
/// end in it by which it is found, and who prints it. Those that say most are first. A beginning
/// that several have is there by its name.
///
/// ```text
/// Received "websocket: close {code}" 14 by GORILLA_WEBSOCKET;
/// Local(1002) B3 + "RSV1 must be clear" 32 by WS;
/// None(1006) "the connection was lost" 18 by LIBRARY OTHER_LIBRARY, unclear;
/// ```
macro_rules! printed {
    ($(
        $means:ident $(($code:literal))? $($beginning:ident +)? $text:literal $anchor:literal
        by $($by:ident)+ $(, $unclear:ident)?;
    )+) => {
        const TABLE: [$crate::message::Row; ROWS] = [$($crate::message::Row {
            beginning: $crate::message::printed!(@beginning $($beginning)?) as usize,
            rest: $text,
            anchor: $anchor,
            by: $(1 << Place::$by as u32)|+,
            code: $crate::message::printed!(@code $($code)?),
            means: $crate::message::Means::$means,
            is_clear: stringify!($($unclear)?).is_empty(),
        },)+];

        pub(crate) const ROWS: usize = [$($anchor),+].len();

        pub(crate) static PRINTED: [$crate::message::Printed; ROWS] =
            $crate::message::pack(&TABLE, &BY);

        /// All texts, one after the other, without their beginnings.
        pub(crate) static TEXTS: &str = concat!($($text),+);

        /// The sets of those who print something.
        pub(crate) static BY: [u128; $crate::message::count_sets(&TABLE)] =
            $crate::message::sets(&TABLE).0;
    };

    (@code) => { None };
    (@code $code:literal) => { Some($code) };
    (@beginning) => { Beginning::None };
    (@beginning $beginning:ident) => { Beginning::$beginning };
}
pub(crate) use printed;
