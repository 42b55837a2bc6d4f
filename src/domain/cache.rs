//! Values in memory, the least recently used given up first.

use std::collections::{BTreeMap, HashMap};

use super::Digest;

/// A cache bounded by bytes.
#[derive(Debug)]
pub struct Cache<V> {
    most: usize,
    bytes: usize,
    clock: u64,
    entries: HashMap<Digest, Entry<V>>,
    by_use: BTreeMap<u64, Digest>,
}

#[derive(Debug)]
struct Entry<V> {
    used: u64,
    size: usize,
    value: V,
}

impl<V: Clone> Cache<V> {
    /// An empty one for at most `most` bytes.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, bytes: 0, clock: 0, entries: HashMap::new(), by_use: BTreeMap::new() }
    }

    /// The value of that name, if it is here.
    pub fn get(&mut self, name: &Digest) -> Option<V> {
        let entry = self.entries.get_mut(name)?;
        self.clock += 1;
        self.by_use.remove(&entry.used);
        entry.used = self.clock;
        self.by_use.insert(self.clock, name.clone());
        Some(entry.value.clone())
    }

    /// Keeps a value of `size` bytes; not when it is here already, nor when it would push out too
    /// much at once: more than a quarter of all.
    pub fn put(&mut self, name: &Digest, value: V, size: usize) {
        if size > self.most / 4 || self.entries.contains_key(name) {
            return;
        }
        self.clock += 1;
        self.bytes += size;
        self.by_use.insert(self.clock, name.clone());
        self.entries.insert(name.clone(), Entry { used: self.clock, size, value });
        while self.bytes > self.most {
            let Some((_, oldest)) = self.by_use.pop_first() else { break };
            if let Some(entry) = self.entries.remove(&oldest) {
                self.bytes -= entry.size;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_goes_first() {
        let mut cache = Cache::new(40);
        let name = |n: u8| Digest(n.to_string());
        for n in 0..4 {
            cache.put(&name(n), n, 10);
        }
        assert!(cache.get(&name(0)).is_some());
        cache.put(&name(4), 4, 10);
        assert!(cache.get(&name(1)).is_none());
        assert_eq!(cache.get(&name(0)), Some(0));
        cache.put(&name(5), 5, 11);
        assert!(cache.get(&name(5)).is_none(), "one value may not push all others out");
    }
}
