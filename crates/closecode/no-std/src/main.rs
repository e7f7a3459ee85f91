//! Proves that `closecode`, and with the feature `batch` `closecode-batch`, link without `std` and
//! without `alloc`: this program has neither, and no allocator.
//!
//! The C library starts it and supplies nothing else that the crate could use. It exits with 0 if
//! the lookups answer rightly at run time, else with the number of the question that failed.

#![no_std]
#![no_main]

use core::fmt::Write as _;
use core::hint::black_box;
use core::panic::PanicInfo;

use closecode::{Action, Cause, CloseCode, Disconnect, Locale, RawCode, Relay, decide};

/// A buffer to format into: `Display` must work without a string type.
struct Line {
    bytes: [u8; 64],
    length: usize,
}

impl core::fmt::Write for Line {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(core::fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[unsafe(no_mangle)]
extern "C" fn main() -> i32 {
    let code = RawCode::new(black_box(1012));
    if code.known() != Some(CloseCode::ServiceRestart) {
        return 1;
    }
    if code.policy().action() != Action::Reconnect {
        return 2;
    }
    if RawCode::new(black_box(1005)).for_relay() != Relay::EmptyBody {
        return 3;
    }
    let mut line = Line { bytes: [0; 64], length: 0 };
    if write!(line, "{code}").is_err() || &line.bytes[..line.length] != b"1012 Service Restart" {
        return 4;
    }
    #[cfg(feature = "parse")]
    if black_box("CLOSE_ABNORMAL").parse() != Ok(CloseCode::AbnormalClosure) {
        return 5;
    }
    if Locale::ALL.iter().any(|locale| black_box(code.text(*locale)).user_message.is_empty()) {
        return 6;
    }
    if Locale::from_tag(black_box("tlh")).is_some() {
        return 8;
    }
    if decide(&Disconnect::new(Cause::Closed(code)), u32::MAX).action != Action::Reconnect {
        return 7;
    }
    #[cfg(feature = "batch")]
    {
        let mut counts = closecode_batch::Counts::new();
        counts.add(black_box(&[1012; 40]));
        if counts[code.classify()] != 40 {
            return 9;
        }
    }
    0
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

#[link(name = "c")]
unsafe extern "C" {}
