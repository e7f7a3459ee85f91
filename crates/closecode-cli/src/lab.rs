//! `closecode lab`: a server that ends WebSocket connections in every way, for whoever tests a
//! client.

mod check;
mod judge;
mod page;
mod plan;
mod time;
mod watch;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
#[cfg(feature = "tls")]
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use closecode_lab::{Listen, Outcome, Reply, Role, Server, Visit, Waited, Way};
use closecode_output::ui;

pub(crate) use check::Check;

/// The arguments of `closecode lab`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Lab {
    #[command(subcommand)]
    command: Option<LabCommand>,
    /// The port; 0 is any that is free
    #[arg(long, default_value_t = 8014)]
    port: u16,
    /// Listen at this address instead of 127.0.0.1; whoever reaches it can open connections
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// End after this time, such as `90s`, `10m` or `2h`
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = time::parse)]
    time: Duration,
    /// How many connections may be open at a time; others are ended at once
    #[arg(long, value_name = "COUNT", default_value_t = 256,
          value_parser = clap::value_parser!(u16).range(1..=4096))]
    connections: u16,
    /// Listen over TLS, with a certificate that is made now
    #[cfg(feature = "tls")]
    #[arg(long)]
    tls: bool,
    /// Write the certificate to this file, for clients that should trust it
    #[cfg(feature = "tls")]
    #[arg(long, value_name = "FILE", requires = "tls")]
    certificate: Option<PathBuf>,
    /// Print the ways, one a line, and do nothing else
    #[arg(long)]
    list: bool,
}

/// What `closecode lab` can do besides.
#[derive(Debug, Subcommand)]
enum LabCommand {
    /// Watch how a client comes back, and compare it with the policy of each code
    Check(Check),
}

impl Lab {
    /// Runs the lab, or what was asked of it.
    pub(crate) fn run(self) -> Result<ExitCode> {
        if let Some(LabCommand::Check(check)) = self.command {
            return check.run();
        }
        let ways = self.ways();
        if self.list {
            let lines = ways.iter().map(|way| format!("{}\n", line(way))).collect::<String>();
            return ui::out(lines).map(|()| ExitCode::SUCCESS);
        }
        self.serve(ways)
    }

    #[cfg(feature = "tls")]
    fn ways(&self) -> Vec<Way> {
        let mut ways = closecode_lab::ways(Role::Client);
        if self.tls || self.list {
            ways.extend(closecode_lab::tls_ways());
        }
        ways
    }

    #[cfg(not(feature = "tls"))]
    #[allow(clippy::unused_self)] // With TLS there are more.
    fn ways(&self) -> Vec<Way> {
        closecode_lab::ways(Role::Client)
    }

    #[cfg(feature = "tls")]
    fn secure(&self, listen: &mut Listen) -> Result<bool> {
        if self.tls {
            let identity = closecode_lab::Identity::new().context("cannot make a certificate")?;
            if let Some(file) = &self.certificate {
                std::fs::write(file, identity.certificate())
                    .with_context(|| format!("cannot write {}", file.display()))?;
            }
            listen.identity = Some(identity);
        }
        Ok(self.tls)
    }

    #[cfg(not(feature = "tls"))]
    #[allow(clippy::unused_self)] // As with TLS.
    fn secure(&self, _: &mut Listen) -> Result<bool> {
        Ok(false)
    }

    fn serve(&self, ways: Vec<Way>) -> Result<ExitCode> {
        let address = SocketAddr::new(self.listen, self.port);
        let mut listen = Listen::new(address, self.connections.into());
        let is_secure = self.secure(&mut listen)?;
        let [http, ws] = if is_secure { ["https", "wss"] } else { ["http", "ws"] };
        let server = Server::start(listen, move |visit| answer(visit, ws, &ways));
        let server = server.with_context(|| {
            format!("cannot listen at {address}; `--port 0` takes a port that is free")
        })?;
        let address = server.address();
        if !self.listen.is_loopback() {
            ui::bad("Warning", format!("whoever reaches {address} can open connections"));
        }
        ui::out(format_args!(
            "{http}://{address}/ in a browser explains each way and opens it\n\n  \
             {ws}://{address}/recv-1012   a Close frame with 1012 arrives\n  \
             {ws}://{address}/end-rst     the TCP connection ends with RST\n  \
             {ws}://{address}/http-429    the handshake is refused with 429\n\n\
             `closecode lab --list` has all of them. Ctrl-C ends the lab; it ends by itself after \
             {}.\n\n",
            time::shown(self.time)
        ))?;
        std::thread::sleep(self.time);
        ui::status("Ended", format!("after {}", time::shown(self.time)));
        Ok(ExitCode::SUCCESS)
    }
}

/// A way in a list.
fn line(way: &Way) -> String {
    let name = page::name(way).map(|name| format!(" ({name})")).unwrap_or_default();
    format!("{:<22}{}{name}", way.id, way.about)
}

/// Answers a browser with a page, and a WebSocket with the way that its path names.
fn answer(visit: Visit, scheme: &str, ways: &[Way]) -> io::Result<()> {
    let base = format!("{scheme}://{}", visit.host());
    let id = visit.path().trim_start_matches('/').to_owned();
    let way = ways.iter().find(|way| way.id == id);
    match way {
        None if id.is_empty() && !visit.is_websocket() => {
            visit.page("200 OK", &page::all(ways, &base))
        }
        None => visit.page("404 Not Found", "There is no such way."),
        Some(way) if !visit.is_websocket() => visit.page("200 OK", &page::one(way, &base)),
        Some(way) => {
            let outcome = visit.play(way);
            let said = match &outcome {
                Ok(outcome) => said(outcome),
                Err(error) => format!("failed: {error}"),
            };
            ui::err(format_args!("{:<22}{said}\n", way.id));
            outcome.map(drop)
        }
    }
}

/// What came back, in words.
fn said(outcome: &Outcome) -> String {
    let reply = match &outcome.reply {
        None => "done".to_owned(),
        Some(Reply::None) => "no Close frame came back".to_owned(),
        Some(Reply::Empty) => "an empty Close frame came back".to_owned(),
        Some(Reply::Malformed) => "a Close frame of one byte came back".to_owned(),
        Some(Reply::Code(code, reason)) => {
            let reason = String::from_utf8_lossy(reason);
            let reason = if reason.is_empty() { String::new() } else { format!(" {reason:?}") };
            format!("{code}{reason} came back")
        }
    };
    match outcome.waited {
        None => reply,
        Some(Waited::Seconds(seconds)) => format!("{reply} after {seconds} s"),
        Some(Waited::Longer) => format!("{reply}; it waits longer than the lab"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_back_is_said() {
        let reply = |reply| Outcome { reply: Some(reply), ..Outcome::default() };
        assert_eq!(said(&Outcome::default()), "done");
        assert_eq!(said(&reply(Reply::None)), "no Close frame came back");
        // Nothing that somebody else wrote reaches the terminal as it is.
        let told = said(&reply(Reply::Code(1002, b"\x1b[31mno".to_vec())));
        assert_eq!(told, "1002 \"\\u{1b}[31mno\" came back");
        let waited = Outcome { waited: Some(Waited::Seconds(30)), ..reply(Reply::Empty) };
        assert_eq!(said(&waited), "an empty Close frame came back after 30 s");
    }

    #[test]
    fn a_list_names_codes() {
        assert_eq!(
            line(&closecode_lab::received(1012)),
            "recv-1012             a Close frame with 1012 arrives (Service Restart)"
        );
    }
}
