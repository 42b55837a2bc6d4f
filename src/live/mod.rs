//! Topics: published from any thread, watched by pages.

mod hub;
mod message;

pub use hub::{Hub, Subscription, Topic};
pub use message::{EventId, Message};
