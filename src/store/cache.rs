//! Blobs in memory, the least recently used given up first.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::domain::Digest;

/// A cache bounded by bytes.
pub(super) struct Cache {
    most: usize,
    bytes: usize,
    clock: u64,
    blobs: HashMap<Digest, (u64, Arc<[u8]>)>,
    by_use: BTreeMap<u64, Digest>,
}

impl Cache {
    pub fn new(most: usize) -> Self {
        Self { most, bytes: 0, clock: 0, blobs: HashMap::new(), by_use: BTreeMap::new() }
    }

    pub fn get(&mut self, digest: &Digest) -> Option<Arc<[u8]>> {
        let (used, bytes) = self.blobs.get_mut(digest)?;
        self.clock += 1;
        self.by_use.remove(used);
        *used = self.clock;
        self.by_use.insert(self.clock, digest.clone());
        Some(bytes.clone())
    }

    pub fn put(&mut self, digest: &Digest, bytes: &Arc<[u8]>) {
        if bytes.len() > self.most / 4 || self.blobs.contains_key(digest) {
            return;
        }
        self.clock += 1;
        self.bytes += bytes.len();
        self.by_use.insert(self.clock, digest.clone());
        self.blobs.insert(digest.clone(), (self.clock, bytes.clone()));
        while self.bytes > self.most {
            let Some((_, oldest)) = self.by_use.pop_first() else { break };
            if let Some((_, bytes)) = self.blobs.remove(&oldest) {
                self.bytes -= bytes.len();
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
            cache.put(&name(n), &Arc::from([n; 10]));
        }
        assert!(cache.get(&name(0)).is_some());
        cache.put(&name(4), &Arc::from([4; 10]));
        assert!(cache.get(&name(1)).is_none());
        assert_eq!(cache.get(&name(0)).as_deref(), Some(&[0; 10][..]));
        cache.put(&name(5), &Arc::from([5; 11]));
        assert!(cache.get(&name(5)).is_none(), "one blob may not push all others out");
    }
}
