//! The console: a page talks to a program of its user.

use actix_web::{HttpRequest, rt, web};
use serde::{Deserialize, Serialize};
use tracing::Instrument as _;

use super::super::{Answer, Frame, format};
use crate::{
    app::{Console, ConsoleEvent, NewConsole, RunEnd, RunView, Viewer},
    web::{
        State, csrf,
        errors::Failure,
        socket::{self, Socket},
        words::Words,
    },
};

/// What a page asks for.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Order {
    /// First.
    Start {
        csrf: String,
        #[serde(flatten)]
        new: NewConsole,
    },
    /// Something for the program to read.
    Say(String),
    /// The end of that.
    End,
    Stop,
}

/// What a page is told.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    /// The program runs.
    Runs,
    /// On stdout.
    Output(String),
    /// On stderr.
    Error(String),
    /// It is over.
    Ended(Ending),
    /// It is not begun, or does not go on; why.
    Refused(String),
}

/// How a program ended.
#[derive(Serialize)]
struct Ending {
    /// The run's page.
    page: String,
    /// Whether there is more to read there: it did not compile.
    shows: bool,
    title: String,
    verdict: &'static str,
    message: String,
    cpu_ms: u64,
    memory_kib: u64,
}

impl Ending {
    fn new(words: Words, run: &RunView) -> Option<Self> {
        let result = run.result.as_ref()?;
        Some(Self {
            page: format!("/runs/{}", run.id),
            shows: result.end == RunEnd::CompileError,
            title: words.say(&result.end),
            verdict: format::run_verdict(&result.end),
            message: result.message.clone(),
            cpu_ms: result.cpu_ms,
            memory_kib: result.memory_kib,
        })
    }
}

pub(super) async fn open(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    request: HttpRequest,
    body: web::Payload,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let (response, mut socket) = socket::open(&request, body, &state)?;
    let serve = async move {
        if let Some(Order::Start { csrf, new }) = socket.first().await
            && csrf::is_same(&frame.csrf, &csrf)
        {
            let slug = slug.into_inner();
            let opened = begin(&state, viewer, slug, new).await;
            // How it ends, the page has been told by then, or it is gone.
            let _ = match opened {
                Ok(console) => talk(&mut socket, console, frame.words).await,
                Err(failure) => refuse(&mut socket, frame.words, &failure).await,
            };
        }
        socket.close().await;
    };
    rt::spawn(serve.in_current_span());
    Ok(response)
}

async fn begin(
    state: &State,
    viewer: Viewer,
    slug: String,
    new: NewConsole,
) -> Result<Console, Failure> {
    state.ask(move |app| app.open_console(&viewer, &slug, &new)).await
}

async fn refuse(socket: &mut Socket, words: Words, failure: &Failure) -> Option<()> {
    socket.say(&Word::Refused(words.say(&*failure.detail))).await
}

/// Passes on what either says until the program has ended; `None` when the page is gone before.
async fn talk(socket: &mut Socket, mut console: Console, words: Words) -> Option<()> {
    let (mut output, mut error) = (Text::default(), Text::default());
    loop {
        tokio::select! {
            message = socket.next() => match serde_json::from_str(&message?).ok()? {
                Order::Say(line) => {
                    if let Err(cause) = console.say(&line) {
                        return refuse(socket, words, &cause.into()).await;
                    }
                }
                Order::End => console.end_input(),
                Order::Stop => console.stop(),
                Order::Start { .. } => return None,
            },
            event = console.next() => {
                let word = match event? {
                    ConsoleEvent::Compiled(_) => Word::Runs,
                    ConsoleEvent::Output(bytes) => Word::Output(output.add(&bytes)),
                    ConsoleEvent::Error(bytes) => Word::Error(error.add(&bytes)),
                    ConsoleEvent::Ended(run) => {
                        return socket.say(&Word::Ended(Ending::new(words, &run)?)).await;
                    }
                    ConsoleEvent::Failed => {
                        return socket.say(&Word::Refused(words.say("console-broke"))).await;
                    }
                };
                socket.say(&word).await?;
            }
        }
    }
}

/// Text whose bytes come in pieces: a character may come in two.
#[derive(Default)]
struct Text {
    rest: Vec<u8>,
}

impl Text {
    /// The text so far that was not given yet; what is no UTF-8 is replaced.
    fn add(&mut self, bytes: &[u8]) -> String {
        self.rest.extend_from_slice(bytes);
        let (mut text, mut done) = (String::new(), 0);
        for chunk in self.rest.utf8_chunks() {
            text.push_str(chunk.valid());
            done += chunk.valid().len();
            if chunk.invalid().is_empty() {
                continue;
            }
            let begun = std::str::from_utf8(&self.rest[done..]);
            if begun.is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none()) {
                break;
            }
            text.push('\u{fffd}');
            done += chunk.invalid().len();
        }
        self.rest.drain(..done);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_come_in_pieces_stay_whole() {
        let mut text = Text::default();
        let said = "aé€😀z".as_bytes();
        let pieces: String = said.iter().map(|byte| text.add(&[*byte])).collect();
        assert_eq!(pieces, "aé€😀z");
        assert_eq!(text.add(b"x\xffy\xe2\x82"), "x\u{fffd}y");
        assert_eq!(text.add(b"\xac!"), "€!");
        assert_eq!(text.add(b"\xe2\x82"), "");
        assert_eq!(text.add(b"z"), "\u{fffd}z", "a character that never ends");
    }
}
