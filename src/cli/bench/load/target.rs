//! The server under load: one on this machine, and no other.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs};

use anyhow::{Context, bail};
use ureq::http::Uri;

/// A server that answers on a loopback address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// `http://127.0.0.1:8080`, with the address that was checked.
    pub base: String,
}

impl Target {
    /// The server at `url`.
    ///
    /// # Errors
    /// When the address is another machine's, or nothing answers there.
    pub fn reach(url: &str) -> anyhow::Result<Self> {
        let addresses = loopback(url)?;
        // Of the addresses of one name, the server may have taken a single one.
        let open = addresses.iter().find(|address| TcpStream::connect(address).is_ok());
        let Some(address) = open else {
            bail!("no server answers on {url}; start `minos serve`, or name it with --url");
        };
        Ok(Self { base: format!("http://{address}") })
    }
}

/// The addresses of `url`, which are all of this machine.
///
/// They are looked up once: what is checked here is what is talked to.
fn loopback(url: &str) -> anyhow::Result<Vec<SocketAddr>> {
    let uri: Uri = url.parse().with_context(|| format!("`{url}` is no address"))?;
    let (Some("http"), Some(host)) = (uri.scheme_str(), uri.host()) else {
        bail!("`{url}`: name the server as http://127.0.0.1:PORT");
    };
    let name = host.trim_matches(['[', ']']);
    let addresses: Vec<SocketAddr> = (name, uri.port_u16().unwrap_or(80))
        .to_socket_addrs()
        .with_context(|| format!("looking up {host}"))?
        .collect();
    if addresses.is_empty() || !addresses.iter().all(|a| a.ip().to_canonical().is_loopback()) {
        bail!(
            "{host} is not this machine: a load is put on a server of one's own, on a loopback \
             address such as 127.0.0.1, and on no other"
        );
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_put_under_load() {
        for url in
            ["http://127.0.0.1:8080", "http://127.9.9.9", "http://[::1]:80/", "http://localhost:1"]
        {
            assert!(loopback(url).is_ok(), "{url}");
        }
        for url in [
            "http://10.0.0.1:8080",
            "http://192.0.2.1",
            "http://0.0.0.0:8080",
            "http://[2001:db8::1]",
            "http://127.0.0.1@192.0.2.1/",
        ] {
            let error = loopback(url).expect_err(url).to_string();
            assert!(error.contains("not this machine"), "{url}: {error}");
        }
        for url in ["https://127.0.0.1", "127.0.0.1:8080", "ftp://127.0.0.1", "", "nonsense"] {
            assert!(loopback(url).is_err(), "{url}");
        }
    }
}
