//! Serves a folder of HTML on 127.0.0.1, for `cargo xtask serve`.
//!
//! A package of its own, so that an HTTP stack is built only when somebody wants to look at the
//! site.

#![allow(clippy::print_stderr)] // A program prints.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use axum::Router;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, port, page] = arguments.as_slice() else {
        bail!("usage: closecode-preview DIR PORT PAGE")
    };
    let dir = PathBuf::from(dir);
    if !dir.join("index.html").is_file() {
        bail!("{} holds no site; run `cargo xtask site` first", dir.display());
    }
    let port: u16 = port.parse().with_context(|| format!("`{port}` is not a port"))?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another --port"))?;
    eprintln!("     Serving http://{}/{page} (stop with Ctrl-C)", listener.local_addr()?);
    axum::serve(listener, router(&dir))
        .with_graceful_shutdown(interrupted())
        .await
        .context("the server stopped")
}

async fn interrupted() {
    // Without a signal handler the server simply runs until it is killed.
    let _ = tokio::signal::ctrl_c().await;
}

fn router(dir: &Path) -> Router {
    Router::new().fallback_service(
        ServeDir::new(dir).not_found_service(ServeFile::new(dir.join("404.html"))),
    )
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};

    use super::router;

    async fn get(address: std::net::SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(
                format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .as_bytes(),
            )
            .await
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn serves_pages_folders_and_a_page_for_the_rest() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("en")).unwrap();
        std::fs::write(dir.path().join("en/index.html"), "<p>hello").unwrap();
        std::fs::write(dir.path().join("404.html"), "<p>nothing here").unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router(dir.path())).await });
        let page = get(address, "/en/").await;
        assert!(
            page.starts_with("HTTP/1.1 200")
                && page.contains("text/html")
                && page.ends_with("<p>hello"),
            "{page}"
        );
        let missing = get(address, "/en/nowhere").await;
        assert!(
            missing.starts_with("HTTP/1.1 404") && missing.ends_with("<p>nothing here"),
            "{missing}"
        );
        let outside = get(address, "/../../etc/passwd").await;
        assert!(outside.starts_with("HTTP/1.1 404"), "{outside}");
    }
}
