//! Pages of lists.

/// Lines of a page when nobody says.
const PER_PAGE: u32 = 50;
/// Most lines of a page.
const MOST: u32 = 200;

/// Which lines of a list a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// From 1.
    pub number: u32,
    /// Lines a page.
    pub size: u32,
}

impl Page {
    /// The page asked for, within reason.
    pub fn new(number: Option<u32>, size: Option<u32>) -> Self {
        Self { number: number.unwrap_or(1).max(1), size: limit(size) }
    }

    /// Lines before it.
    pub fn offset(self) -> u64 {
        u64::from(self.number - 1) * u64::from(self.size)
    }

    /// Pages of a list of `total` lines, at least 1.
    pub fn count(self, total: u64) -> u32 {
        u32::try_from(total.div_ceil(u64::from(self.size)).max(1)).unwrap_or(u32::MAX)
    }
}

/// How many lines, within reason.
pub(super) fn limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(PER_PAGE).clamp(1, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted() {
        let page = Page::new(Some(3), Some(10));
        assert_eq!((page.offset(), page.count(0), page.count(20), page.count(21)), (20, 1, 2, 3));
        assert_eq!(Page::new(Some(0), Some(0)), Page { number: 1, size: 1 });
        assert_eq!(Page::new(None, Some(9999)), Page { number: 1, size: 200 });
    }
}
