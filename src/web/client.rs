//! Which address a request comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use actix_web::HttpRequest;

/// The client's address: the peer's, or, when the peer is one of our reverse proxies, the last
/// address in `X-Forwarded-For` that is none of them. An IPv4 address that a dual-stack listener
/// sees as IPv6 is the IPv4 address.
#[must_use]
pub fn address(req: &HttpRequest, proxies: &[IpAddr]) -> IpAddr {
    let peer = req.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let peer = peer.to_canonical();
    let is_ours = |hop: &IpAddr| is_among(proxies, *hop);
    if !is_ours(&peer) {
        return peer;
    }
    let hops = req.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = hops.flat_map(|value| value.split(',')).map(str::trim).collect();
    hops.into_iter()
        .rev()
        .map_while(|hop| hop.parse::<IpAddr>().ok())
        .map(|hop| hop.to_canonical())
        .find(|hop| !is_ours(hop))
        .unwrap_or(peer)
}

/// Whether an address is that of one of our reverse proxies.
#[must_use]
pub fn is_among(proxies: &[IpAddr], address: IpAddr) -> bool {
    proxies.iter().any(|proxy| proxy.to_canonical() == address)
}

/// What one client can't change at will: of an IPv6 address its /64 network.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn asked(peer: &str, forwarded: &str, proxies: &[&str]) -> String {
        let peer = format!("{peer}:1").parse().unwrap();
        let req = TestRequest::default()
            .peer_addr(peer)
            .insert_header(("x-forwarded-for", forwarded))
            .to_http_request();
        let proxies: Vec<IpAddr> = proxies.iter().map(|p| p.parse().unwrap()).collect();
        address(&req, &proxies).to_string()
    }

    #[test]
    fn only_our_proxies_are_believed() {
        assert_eq!(asked("9.9.9.9", "1.1.1.1", &["10.0.0.1"]), "9.9.9.9");
        assert_eq!(asked("10.0.0.1", "1.1.1.1", &["10.0.0.1"]), "1.1.1.1");
        assert_eq!(asked("10.0.0.1", "6.6.6.6, 1.1.1.1", &["10.0.0.1"]), "1.1.1.1");
        let two = ["10.0.0.1", "10.0.0.2"];
        assert_eq!(asked("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", &two), "1.1.1.1");
        assert_eq!(asked("10.0.0.1", "1.1.1.1, nonsense", &["10.0.0.1"]), "10.0.0.1");
    }

    #[test]
    fn a_dual_stack_listener_knows_its_proxies() {
        assert_eq!(asked("[::ffff:10.0.0.1]", "1.1.1.1", &["10.0.0.1"]), "1.1.1.1");
        assert_eq!(asked("10.0.0.1", "1.1.1.1", &["::ffff:10.0.0.1"]), "1.1.1.1");
        let two = ["10.0.0.1", "10.0.0.2"];
        assert_eq!(asked("10.0.0.1", "1.1.1.1, ::ffff:10.0.0.2", &two), "1.1.1.1");
        assert_eq!(asked("[::ffff:9.9.9.9]", "1.1.1.1", &["10.0.0.1"]), "9.9.9.9");
    }

    #[test]
    fn an_ipv6_network_counts_as_one() {
        let net = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(net("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(net("::ffff:1.2.3.4"), "1.2.3.4");
        assert_eq!(net("1.2.3.4"), "1.2.3.4");
    }
}
