//! Clients that are slow, silent or gone, hundreds of them: they are given up, and others are
//! answered meanwhile.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    os::fd::{AsRawFd as _, OwnedFd},
    thread,
    time::{Duration, Instant},
};

use minos::{config::Config, domain::Role};
use nix::sys::socket::{
    AddressFamily, SockFlag, SockType, SockaddrIn, bind, connect, setsockopt, socket, sockopt,
};

use super::house::House;

/// Slow ones at once.
const MANY: usize = 300;
/// For a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that gives up soon whoever is slow.
fn impatient(change: impl FnOnce(&mut Config)) -> House {
    House::with(|config| {
        config.http.request_timeout_seconds = 10;
        config.http.body_timeout_seconds = 10;
        config.http.keep_alive_seconds = 10;
        change(config);
    })
}

/// A connection, and what the server said on it so far.
struct Connection {
    stream: TcpStream,
    said: String,
}

impl Connection {
    /// Reads what is there; whether the server has not closed it.
    fn is_open(&mut self) -> bool {
        let mut bytes = [0; 4096];
        loop {
            match self.stream.read(&mut bytes) {
                Ok(0) => return false,
                Ok(count) => self.said.push_str(&String::from_utf8_lossy(&bytes[..count])),
                Err(error) => return error.kind() == ErrorKind::WouldBlock,
            }
        }
    }
}

/// Connections from 127.0.0.2.
fn connections(house: &House, count: usize) -> Vec<Connection> {
    let connection =
        |_| Connection { stream: from_elsewhere(house.address(), None), said: String::new() };
    (0..count).map(connection).collect()
}

/// A connection from 127.0.0.2, of which no read or write waits.
fn from_elsewhere(to: SocketAddr, receive_buffer: Option<usize>) -> TcpStream {
    let fd: OwnedFd = socket(AddressFamily::Inet, SockType::Stream, SockFlag::SOCK_CLOEXEC, None)
        .expect("a socket");
    if let Some(bytes) = receive_buffer {
        setsockopt(&fd, sockopt::RcvBuf, &bytes).expect("a small buffer");
    }
    let address = |ip: Ipv4Addr, port| SockaddrIn::from(std::net::SocketAddrV4::new(ip, port));
    bind(fd.as_raw_fd(), &address(Ipv4Addr::new(127, 0, 0, 2), 0)).expect("an address");
    connect(fd.as_raw_fd(), &address(Ipv4Addr::LOCALHOST, to.port())).expect("a connection");
    let stream = TcpStream::from(fd);
    stream.set_nonblocking(true).expect("a connection that does not wait");
    stream
}

/// Has every connection send its text byte by byte, without end, until the server has closed all of
/// them; somebody else is answered while there are some. What they were told.
fn dribble(house: &House, mut all: Vec<Connection>, text: &str) -> Vec<String> {
    let (begun, count, mut bytes) = (Instant::now(), all.len(), text.bytes());
    let (mut answered, mut told) = (0, Vec::new());
    while !all.is_empty() {
        assert!(begun.elapsed() < PATIENCE, "{} of {count} are still there", all.len());
        if let Some(byte) = bytes.next() {
            for connection in &mut all {
                let _ = connection.stream.write(&[byte]);
            }
        }
        let closed = all.extract_if(.., |connection| !connection.is_open());
        told.extend(closed.map(|connection| connection.said));
        let all_there = all.len() == count;
        let status = house.nobody().get("/problems").send().status;
        answered += usize::from(all_there && status == 200);
        thread::sleep(Duration::from_millis(100));
    }
    assert!(answered > 0, "nobody else was answered while {count} were there");
    told
}

#[test]
fn slow_heads_are_given_up() {
    let house = impatient(|_| ());
    let head = format!("GET /problems HTTP/1.1\r\nHost: test\r\nX-Slow: {}", "x".repeat(2000));
    let told = dribble(&house, connections(&house, MANY), &head);
    assert!(told.iter().all(|said| said.is_empty() || said.contains("408")), "{told:?}");
}

#[test]
fn connections_that_say_nothing_are_given_up() {
    let house = impatient(|_| ());
    let told = dribble(&house, connections(&house, MANY), "");
    assert!(told.iter().all(|said| said.is_empty() || said.contains("408")), "{told:?}");
}

#[test]
fn idle_connections_are_given_up() {
    let house = impatient(|_| ());
    let mut all = connections(&house, MANY);
    for connection in &mut all {
        connection
            .stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n")
            .expect("it is sent");
    }
    let told = dribble(&house, all, "");
    assert_eq!(told.len(), MANY);
}

#[test]
fn slow_bodies_are_given_up() {
    let house = impatient(|_| ());
    let alice = house.user("alice", Role::User);
    let mut all = connections(&house, MANY);
    for connection in &mut all {
        let head = format!(
            "POST /api/v1/submissions HTTP/1.1\r\nHost: test\r\nAuthorization: {}\r\n\
             Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n",
            alice.header("authorization"),
        );
        connection.stream.write_all(head.as_bytes()).expect("it is sent");
    }
    let told = dribble(&house, all, &"x".repeat(3999));
    let refused = told.iter().filter(|said| said.starts_with("HTTP/1.1 408")).count();
    assert!(refused > MANY / 2, "{refused}: {told:?}");
}

#[test]
fn one_address_does_not_take_every_connection() {
    let house = impatient(|config| {
        config.http.max_connections = 64;
        config.http.connections_per_address = 16;
        config.http.request_timeout_seconds = 300;
        config.http.keep_alive_seconds = 300;
    });
    let mut flood = connections(&house, MANY);
    let begun = Instant::now();
    while flood.iter_mut().filter_map(|one| one.is_open().then_some(())).count() > 16 {
        assert!(begun.elapsed() < PATIENCE, "too many are open");
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(house.nobody().get("/problems").send().status, 200);
    flood.retain_mut(Connection::is_open);
    assert_eq!(flood.len(), 16, "those that it may have stay");
    drop(flood);
    let begun = Instant::now();
    loop {
        let mut another = connections(&house, 1).remove(0);
        let ask = b"GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
        let _ = another.stream.write_all(ask);
        while another.is_open() {
            thread::sleep(Duration::from_millis(20));
        }
        if another.said.starts_with("HTTP/1.1 200") {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "they keep their places");
    }
}

#[test]
fn who_does_not_read_its_answers_is_given_up() {
    let house = impatient(|config| {
        config.http.send_timeout_seconds = 2;
        config.http.request_timeout_seconds = 300;
        config.http.keep_alive_seconds = 300;
    });
    let page = house.nobody().get("/problems").send().body;
    let script = page.split("src=\"").nth(1).and_then(|rest| rest.split('"').next());
    let script = script.expect("a script");
    let mut connection = from_elsewhere(house.address(), Some(4096));
    // Far more than fits into the buffers between.
    let request = format!("GET {script} HTTP/1.1\r\nHost: test\r\n\r\n");
    let begun = Instant::now();
    loop {
        match connection.write(request.as_bytes()) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            // The server has cut it off.
            Err(_) => break,
        }
        assert!(begun.elapsed() < PATIENCE, "it is still there");
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(house.nobody().get("/problems").send().status, 200);
}
