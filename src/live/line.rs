//! A line from threads to one page: whoever speaks waits while the page is behind, so that nothing
//! is lost and little is held.

use tokio::sync::mpsc;

/// The end that threads have.
#[derive(Debug)]
pub struct Speaker<T>(mpsc::Sender<T>);

/// The end that a page has; dropping it ends the line.
#[derive(Debug)]
pub struct Listener<T>(mpsc::Receiver<T>);

/// A line on which so much may be on its way.
#[must_use]
pub fn line<T>(most: usize) -> (Speaker<T>, Listener<T>) {
    let (sender, receiver) = mpsc::channel(most);
    (Speaker(sender), Listener(receiver))
}

impl<T> Clone for Speaker<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Speaker<T> {
    /// Says it as soon as there is room; false when nobody listens any more. Waits: not for
    /// asynchronous callers.
    pub fn say(&self, word: T) -> bool {
        self.0.blocking_send(word).is_ok()
    }
}

impl<T> Listener<T> {
    /// What comes next; `None` when nobody speaks any more. Safe to be cancelled.
    pub async fn next(&mut self) -> Option<T> {
        self.0.recv().await
    }
}
