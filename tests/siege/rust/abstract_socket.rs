// why: a name in the abstract namespace would be seen by others
// verdict: AC
// stdout: refused
use std::os::{linux::net::SocketAddrExt, unix::net::{SocketAddr, UnixListener, UnixStream}};

pub fn attack() {
    let name = SocketAddr::from_abstract_name("minos-test").unwrap();
    let bound = UnixListener::bind_addr(&name).is_ok() || UnixStream::connect_addr(&name).is_ok();
    println!("{}", if bound { "bound" } else { "refused" });
}
