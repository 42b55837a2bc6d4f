//! What a connection may cost before it asks for anything: one address keeps so many, and whoever
//! does not take what it is sent, or is gone without a word, is given up by the kernel.
//!
//! Slow heads and bodies, and connections without a request, have their own times in the server's
//! settings ([`crate::config::Http`]).

use std::{
    any::Any,
    net::IpAddr,
    os::fd::{AsFd as _, AsRawFd as _},
    time::Duration,
};

use actix_web::{dev::Extensions, rt::net::TcpStream};
use nix::sys::socket::{self, setsockopt, sockopt::TcpUserTimeout};
use tracing::{debug, warn};

use super::client;
use crate::{config::Http, domain::Seats};

/// The rules for new connections.
pub(super) struct Door {
    seats: Seats<IpAddr>,
    proxies: Vec<IpAddr>,
    unread: Duration,
}

impl Door {
    pub fn new(http: &Http) -> Self {
        Self {
            seats: Seats::new(http.connections_per_address, 0),
            proxies: http.trusted_proxies.clone(),
            unread: Duration::from_secs(http.send_timeout_seconds),
        }
    }

    /// Looks at a connection just taken. One that is too many is closed at once.
    pub fn pass(&self, connection: &dyn Any, data: &mut Extensions) {
        let Some(connection) = connection.downcast_ref::<TcpStream>() else { return };
        // Of a peer that is gone already there is no address.
        let Ok(peer) = connection.peer_addr() else { return };
        let unread = u32::try_from(self.unread.as_millis()).unwrap_or(u32::MAX);
        if let Err(error) = setsockopt(&connection.as_fd(), TcpUserTimeout, &unread) {
            warn!(%error, "a connection has no time limit for what it is sent");
        }
        let address = peer.ip().to_canonical();
        // Behind a proxy are the connections of many.
        if client::is_among(&self.proxies, address) {
            return;
        }
        match self.seats.take(client::network(address)) {
            Ok(seat) => drop(data.insert(seat)),
            Err(_) => {
                debug!(%address, "one connection too many was closed");
                let _ = socket::shutdown(connection.as_raw_fd(), socket::Shutdown::Both);
            }
        }
    }
}
