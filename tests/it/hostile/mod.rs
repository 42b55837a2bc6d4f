//! Hostile submissions through the whole judge, with the real sandbox and the real languages.
//!
//! The programs lie in `tests/hostile/`, one directory for each language; the head of a file says
//! what must become of it ([`head`]).

mod head;
mod lab;
mod running;
