//! The last answers, for going back without waiting.

use std::collections::HashMap;

use super::{Answer, LoadKey};

struct Entry {
    value: Answer,
    weight_bytes: usize,
    used: u64,
}

/// Decoded answers by request, the least recently used dropped first once their bodies weigh too much together.
pub struct Cache {
    entries: HashMap<LoadKey, Entry>,
    capacity_bytes: usize,
    weight_bytes: usize,
    clock: u64,
}

impl Cache {
    /// A cache for answers of `capacity_bytes` in all, counted by the size of their bodies.
    pub fn new(capacity_bytes: usize) -> Self {
        Self {
            entries: HashMap::new(),
            capacity_bytes,
            weight_bytes: 0,
            clock: 0,
        }
    }

    /// The last answer to this request, if it is still here.
    pub fn get(&mut self, key: &LoadKey) -> Option<Answer> {
        self.clock += 1;
        let entry = self.entries.get_mut(key)?;
        entry.used = self.clock;
        Some(entry.value.clone())
    }

    /// Keeps an answer. One that is larger than a quarter of the capacity is not kept: it would push out
    /// everything else.
    pub fn put(&mut self, key: LoadKey, value: Answer, weight_bytes: usize) {
        self.remove(&key);
        if weight_bytes > self.capacity_bytes / 4 {
            return;
        }
        self.clock += 1;
        self.weight_bytes += weight_bytes;
        self.entries.insert(
            key,
            Entry {
                value,
                weight_bytes,
                used: self.clock,
            },
        );
        while self.weight_bytes > self.capacity_bytes {
            let oldest = self
                .entries
                .iter()
                .min_by_key(|(_, entry)| entry.used)
                .map(|(key, _)| key.clone());
            match oldest {
                Some(key) => self.remove(&key),
                None => break,
            }
        }
    }

    /// Forgets the answers to all requests for which `is_outdated` holds: after a change on the server.
    pub fn forget(&mut self, is_outdated: impl Fn(&LoadKey) -> bool) {
        self.entries.retain(|key, entry| {
            let keep = !is_outdated(key);
            if !keep {
                self.weight_bytes -= entry.weight_bytes;
            }
            keep
        });
    }

    fn remove(&mut self, key: &LoadKey) {
        if let Some(entry) = self.entries.remove(key) {
            self.weight_bytes -= entry.weight_bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::mlflow::{Method, Request};

    fn key(path: &str) -> LoadKey {
        let request = Request {
            method: Method::Get,
            path: path.to_owned(),
            body: None,
        };
        LoadKey {
            request,
            first_bytes: None,
        }
    }

    #[test]
    fn the_least_recently_used_answer_goes_first() {
        let mut cache = Cache::new(100);
        for name in ["a", "b", "c", "d"] {
            cache.put(key(name), Arc::new(name.to_owned()), 25);
        }
        assert!(cache.get(&key("a")).is_some());
        cache.put(key("e"), Arc::new("e".to_owned()), 25);
        assert!(cache.get(&key("b")).is_none());
        assert!(cache.get(&key("a")).is_some());
    }

    #[test]
    fn an_answer_too_large_for_the_cache_pushes_nothing_out() {
        let mut cache = Cache::new(100);
        cache.put(key("small"), Arc::new(1_u8), 10);
        cache.put(key("large"), Arc::new(2_u8), 26);
        assert!(cache.get(&key("small")).is_some());
        assert!(cache.get(&key("large")).is_none());
    }

    #[test]
    fn forgetting_frees_what_the_answers_weighed() {
        let mut cache = Cache::new(100);
        for _ in 0..20 {
            cache.put(key("a"), Arc::new(1_u8), 20);
            cache.forget(|_| true);
        }
        assert_eq!(cache.weight_bytes, 0);
    }
}
