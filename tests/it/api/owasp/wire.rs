//! Games with headers and with HTTP itself, byte by byte.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use super::people::Estate;

/// An answer, read to the end of the connection.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Sends bytes as they are and reads what comes back.
pub fn send(estate: &Estate, bytes: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(estate.house.address()).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    // The server may refuse before it has read everything.
    let _ = stream.write_all(bytes);
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let text = String::from_utf8_lossy(&all).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_lowercase(), body: body.into() }
}

/// A GET request with the address as it is written.
pub fn get(estate: &Estate, address: &str, cookie: &str) -> Answer {
    let head = format!(
        "GET {address} HTTP/1.1\r\nHost: test\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    );
    send(estate, head.as_bytes())
}

#[test]
fn two_lengths_are_no_request() {
    let estate = Estate::new();
    // Request smuggling: what one party takes for a body is a request to the other (RFC 9112, 6.1).
    let smuggled = "GET /api/v1/me HTTP/1.1\r\nHost: test\r\n\r\n";
    for lengths in [
        "Content-Length: 0\r\nContent-Length: 44",
        "Content-Length: 5, 44",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding:\x0bchunked",
        "Content-Length: +5",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999999",
    ] {
        let request = format!(
            "POST /api/v1/runs HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{lengths}\r\n\r\n0\r\n\r\n{smuggled}"
        );
        let answer = send(&estate, request.as_bytes());
        let answers =
            format!("{}{}", answer.head, answer.body.to_lowercase()).matches("http/1.1 ").count();
        assert!(answers <= 1, "{lengths}: a body was taken for a request");
        assert!(
            (400..500).contains(&answer.status) || answer.status == 0,
            "{lengths}: {}",
            answer.status
        );
    }
}

#[test]
fn heads_without_end_are_refused() {
    let estate = Estate::new();
    let long = "x".repeat(1 << 20);
    for head in [
        format!("GET /{long} HTTP/1.1\r\nHost: test\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: test\r\nX-Long: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: test\r\n{}\r\n", "X-Many: 1\r\n".repeat(5000)),
        format!("GET / HTTP/1.1\r\nHost: test\r\nCookie: minos_session={long}\r\n\r\n"),
        format!("{long} / HTTP/1.1\r\nHost: test\r\n\r\n"),
    ] {
        let answer = send(&estate, head.as_bytes());
        let refused = (400..500).contains(&answer.status) || answer.status == 0;
        assert!(refused, "{}: {}", &head[..40], answer.status);
    }
    assert_eq!(estate.house.nobody().get("/healthz").send().status, 200);
}

#[test]
fn a_host_that_is_made_up_is_repeated_nowhere() {
    let estate = Estate::new();
    for address in [
        "/",
        "/login",
        "/settings",
        "/admin",
        "/nothing",
        "/favicon.ico",
        "/api/v1/me",
        "/api/v1/openapi.json",
    ] {
        let head = format!(
            "GET {address} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\
             X-Forwarded-Proto: evil\r\nForwarded: host=evil.example\r\nX-Original-URL: /admin/users\r\n\
             X-Rewrite-URL: /admin/users\r\nConnection: close\r\n\r\n"
        );
        let answer = send(&estate, head.as_bytes());
        assert!(answer.status != 0 && answer.status < 500, "{address}: {}", answer.status);
        assert!(!answer.head.contains("evil"), "{address}: {}", answer.head);
        assert!(!answer.body.contains("evil.example"), "{address}");
    }
}

#[test]
fn nothing_is_said_of_the_software() {
    let estate = Estate::new();
    for address in ["/", "/nothing", "/api/v1/nothing"] {
        let answer = get(&estate, address, "");
        for name in ["server:", "x-powered-by:"] {
            assert!(!answer.head.contains(name), "{address}: {}", answer.head);
        }
    }
}

#[test]
fn other_sites_get_no_leave_to_read() {
    let estate = Estate::new();
    for method in ["GET", "OPTIONS"] {
        let head = format!(
            "{method} /api/v1/me HTTP/1.1\r\nHost: test\r\nOrigin: https://evil.example\r\n\
             Access-Control-Request-Method: POST\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            estate.root.session.header("cookie"),
        );
        let answer = send(&estate, head.as_bytes());
        assert!(!answer.head.contains("access-control-allow"), "{method}: {}", answer.head);
    }
}

#[test]
fn methods_that_echo_or_tunnel_are_refused() {
    let estate = Estate::new();
    for method in ["TRACE", "CONNECT", "TRACK", "DEBUG", "PROPFIND", "PUT", "DELETE", "PATCH"] {
        let head = format!(
            "{method} /problems HTTP/1.1\r\nHost: test\r\nX-Secret: echo-me\r\nConnection: close\r\n\r\n"
        );
        let answer = send(&estate, head.as_bytes());
        assert!(matches!(answer.status, 400 | 404 | 405 | 501), "{method}: {}", answer.status);
        assert!(!answer.body.contains("echo-me"), "{method}");
    }
}

#[test]
fn a_compressed_body_is_not_unpacked() {
    let estate = Estate::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..1000 {
        packed.write_all(&[b' '; 16 << 10]).expect("it fits");
    }
    let packed = packed.finish().expect("it fits");
    let mut request = format!(
        "POST /api/v1/submissions HTTP/1.1\r\nHost: test\r\nAuthorization: {}\r\nContent-Type: \
         application/json\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        estate.alice.token.header("authorization"),
        packed.len(),
    )
    .into_bytes();
    request.extend(packed);
    let answer = send(&estate, &request);
    assert!((400..500).contains(&answer.status), "{}: {}", answer.status, answer.body);
}
