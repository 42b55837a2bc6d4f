//! Work spread over threads, its results in the order of the work.

use std::{
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// Does `work` for each of `count` numbers on so many threads; `watch` hears on the caller's
/// thread of each that begins (`None`) and of each that is through. The first error stops what
/// has not begun.
///
/// # Errors
/// The first of `work`'s.
pub(super) fn map<T: Send, E: Send>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
    watch: &mut dyn FnMut(usize, Option<&T>),
) -> Result<Vec<T>, E> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    let mut done: Vec<Option<T>> = (0..count).map(|_| None).collect();
    let mut error = None;
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, count.max(1)) {
            let sender = sender.clone();
            let (next, failed, work) = (&next, &failed, &work);
            scope.spawn(move || {
                while !failed.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count || sender.send((index, None)).is_err() {
                        return;
                    }
                    let result = work(index);
                    failed.fetch_or(result.is_err(), Ordering::Relaxed);
                    if sender.send((index, Some(result))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (index, result) in receiver {
            match result {
                None => watch(index, None),
                Some(Ok(value)) => {
                    watch(index, Some(&value));
                    done[index] = Some(value);
                }
                Some(Err(first)) => {
                    error.get_or_insert(first);
                }
            }
        }
    });
    match error {
        Some(error) => Err(error),
        None => Ok(done.into_iter().flatten().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_their_order_and_an_error_wins() {
        let mut heard = Vec::new();
        let doubled = map(3, 20, |n| Ok::<_, ()>(n * 2), &mut |n, value| {
            heard.push((n, value.copied()));
        });
        assert_eq!(doubled, Ok((0..20).map(|n| n * 2).collect::<Vec<_>>()));
        assert_eq!(heard.iter().filter(|(_, value)| value.is_some()).count(), 20);
        let failing = map(2, 20, |n| if n == 5 { Err(n) } else { Ok(n) }, &mut |_, _| {});
        assert_eq!(failing, Err(5));
        assert_eq!(map(2, 0, Ok::<_, ()>, &mut |_, _| {}), Ok(Vec::new()));
    }
}
