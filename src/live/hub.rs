//! Who listens to what.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::broadcast;

use super::Message;
use crate::domain::{Period, RunId, SubmissionId, UserId};

/// Messages that a slow watcher may fall behind before its stream is ended; it comes back with
/// `Last-Event-ID` and misses nothing.
const BACKLOG: usize = 256;

/// What can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// One submission on its way.
    Submission(SubmissionId),
    /// One run on own input.
    Run(RunId),
    /// The runs of a user.
    Runs(UserId),
    /// The leaderboard of a period.
    Leaderboard(Period),
    /// The queue, for admins.
    Queue,
    /// The rejudges, for judges.
    Rejudges,
}

/// The exchange between those who publish and those who watch. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Hub {
    topics: Arc<Mutex<HashMap<Topic, broadcast::Sender<Message>>>>,
}

/// One watcher's end of a topic; dropping it ends the watching.
#[derive(Debug)]
pub struct Subscription {
    hub: Hub,
    topic: Topic,
    /// `None` only while being dropped.
    receiver: Option<broadcast::Receiver<Message>>,
}

impl Hub {
    /// Starts watching a topic: everything published from now on is received.
    #[must_use]
    pub fn subscribe(&self, topic: Topic) -> Subscription {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = topics.entry(topic).or_insert_with(|| broadcast::channel(BACKLOG).0);
        Subscription { hub: self.clone(), topic, receiver: Some(sender.subscribe()) }
    }

    /// Tells everyone who watches a topic. Never waits.
    pub fn publish(&self, topic: Topic, message: Message) {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = topics.get(&topic) {
            // Fails only when the last watcher just left.
            let _ = sender.send(message);
        }
    }

    /// Whether anybody watches a topic.
    #[must_use]
    pub fn is_watched(&self, topic: Topic) -> bool {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&topic)
    }
}

impl Subscription {
    /// The next message; `None` when the watcher fell behind and must subscribe anew.
    pub async fn next(&mut self) -> Option<Message> {
        // Either it fell behind, or nobody can publish any more.
        self.receiver.as_mut()?.recv().await.ok()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.receiver = None;
        let mut topics = self.hub.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if topics.get(&self.topic).is_some_and(|sender| sender.receiver_count() == 0) {
            topics.remove(&self.topic);
        }
    }
}
