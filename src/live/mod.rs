//! From threads to pages: topics, published from any thread and watched by any page, and lines
//! to a single one.

mod hub;
mod line;
mod message;

pub use hub::{Hub, Subscription, Topic};
pub use line::{Listener, Speaker, line};
pub use message::{EventId, Message};
