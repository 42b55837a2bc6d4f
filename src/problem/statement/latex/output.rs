//! HTML being written, in paragraphs.

/// Paragraphs open by themselves when text comes, and close before blocks.
#[derive(Default)]
pub(super) struct Output {
    html: String,
    open: bool,
    /// Never opens paragraphs.
    inline: bool,
}

impl Output {
    /// For what stands within a line.
    pub(super) fn inline() -> Self {
        Self { inline: true, ..Self::default() }
    }

    /// Plain text.
    pub(super) fn text(&mut self, text: &str) {
        self.html(&escape(text));
    }

    /// HTML within a paragraph.
    pub(super) fn html(&mut self, html: &str) {
        if !self.inline && !self.open {
            self.html.push_str("<p>");
            self.open = true;
        }
        self.html.push_str(html);
    }

    /// HTML of its own.
    pub(super) fn block(&mut self, html: &str) {
        self.paragraph();
        self.html.push_str(html);
        self.html.push('\n');
    }

    /// White space between words.
    pub(super) fn space(&mut self) {
        if (self.open || self.inline) && !self.html.ends_with(' ') {
            self.html.push(' ');
        }
    }

    /// Ends the paragraph.
    pub(super) fn paragraph(&mut self) {
        if self.open {
            self.html.truncate(self.html.trim_end().len());
            self.html.push_str("</p>\n");
            self.open = false;
        } else if self.inline {
            self.space();
        }
    }

    pub(super) fn finish(mut self) -> String {
        if self.open {
            self.paragraph();
        }
        self.html
    }
}

/// Text as HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
