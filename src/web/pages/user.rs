//! A user's page, for everybody.

use actix_web::web;
use askama::Template;

use super::{Answer, Frame, filters, render};
use crate::{
    app::{DayView, LanguageUse, Mark, UserPage},
    domain::Role,
    web::{
        State,
        words::{Day, Message, Month},
    },
};

#[derive(Template)]
#[template(path = "user.html")]
struct Page {
    frame: Frame,
    user: UserPage,
    calendar: Calendar,
    languages: Vec<LanguageUse>,
}

/// The days of a year as squares: a column a week, Monday above.
struct Calendar {
    squares: Vec<Square>,
    /// Names of months over the columns in which they begin.
    months: Vec<(usize, Month)>,
    submissions: u64,
    active: usize,
}

struct Square {
    /// Left and upper edge.
    x: usize,
    y: usize,
    /// How much was done, 0 to 4.
    level: u8,
    /// The day and what was done, in words.
    title: Message,
}

/// Between the edges of two squares.
const PITCH: usize = 14;
/// Room for the names of months.
const TOP: usize = 18;

impl Calendar {
    fn new(days: &[DayView]) -> Self {
        let squares = days.iter().enumerate().map(|(place, day)| Square {
            x: place / 7 * PITCH,
            y: TOP + place % 7 * PITCH,
            level: match day.submissions {
                0 => 0,
                1 => 1,
                2..=4 => 2,
                5..=9 => 3,
                _ => 4,
            },
            title: Message::new("calendar-day")
                .with("day", Day(day.date))
                .with("submissions", day.submissions)
                .with("accepted", day.accepted),
        });
        let months = days.iter().enumerate().filter(|(_, day)| day.date.day() == 1);
        Self {
            squares: squares.collect(),
            months: months.map(|(place, day)| (place / 7 * PITCH, Month(day.date))).collect(),
            submissions: days.iter().map(|day| day.submissions).sum(),
            active: days.iter().filter(|day| day.submissions > 0).count(),
        }
    }

    /// What those who can't see it are told.
    fn summary(&self) -> Message {
        Message::new("calendar-summary")
            .with("submissions", self.submissions)
            .with("days", self.active)
    }
}

pub(super) async fn show(frame: Frame, state: web::Data<State>, name: web::Path<String>) -> Answer {
    let profile = state.ask(move |app| app.profile(&name)).await?;
    let calendar = Calendar::new(&profile.days);
    render(frame.words, &Page { frame, user: profile.page, calendar, languages: profile.languages })
}
