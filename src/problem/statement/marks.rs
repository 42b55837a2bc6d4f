//! Marks in the author's HTML for what Minos makes itself.

use sha2::{Digest, Sha256};

/// The marks of one statement.
pub(super) struct Marks {
    /// Follows from the whole text, so no text can contain its own.
    secret: String,
    pieces: Vec<String>,
    samples: usize,
    placed: usize,
}

impl Marks {
    pub(super) fn new(text: &str, samples: usize) -> Self {
        let secret = hex::encode(&Sha256::digest(text)[..16]);
        Self { secret, pieces: Vec::new(), samples, placed: 0 }
    }

    /// A mark for a piece of finished HTML.
    pub(super) fn html(&mut self, piece: String) -> String {
        self.pieces.push(piece);
        self.mark(self.pieces.len() - 1)
    }

    /// A mark for the place of the next sample; `None` when there is none left.
    pub(super) fn next_sample(&mut self) -> Option<String> {
        if self.placed == self.samples {
            return None;
        }
        let slot = format!("<div class=\"sample-slot\" data-sample=\"{}\"></div>", self.placed);
        self.placed += 1;
        Some(self.html(slot))
    }

    /// Marks for the places of all samples that are left.
    pub(super) fn remaining_samples(&mut self) -> String {
        std::iter::from_fn(|| self.next_sample()).collect()
    }

    /// A name for the image with this number, to stand in a `src`.
    pub(super) fn image(&self, number: usize) -> String {
        format!("image-{}-{number}-", self.secret)
    }

    fn mark(&self, number: usize) -> String {
        format!("mark-{}-{number}-", self.secret)
    }

    /// Puts the pieces where their marks are. A sample takes the place of a paragraph of its own.
    pub(super) fn splice(&self, html: &str) -> String {
        let start = format!("mark-{}-", self.secret);
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find(&start) {
            let (before, after) = (&rest[..at], &rest[at + start.len()..]);
            out.push_str(before);
            let (number, tail) = after.split_once('-').unwrap_or((after, ""));
            let piece = number.parse::<usize>().ok().and_then(|n| self.pieces.get(n));
            out.push_str(piece.map_or("", String::as_str));
            rest = tail;
        }
        out.push_str(rest);
        lift_samples(&out)
    }
}

/// `<p>` holds no `<div>`: a paragraph of nothing but samples goes.
fn lift_samples(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<p><div class=\"sample-slot\"") {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find("</p>") else {
            rest = &rest[at..];
            break;
        };
        let inner = &rest[at + 3..at + end];
        match inner.ends_with("</div>") {
            true => out.push_str(inner),
            false => out.push_str(&rest[at..at + end + 4]),
        }
        rest = &rest[at + end + 4..];
    }
    out.push_str(rest);
    out
}
