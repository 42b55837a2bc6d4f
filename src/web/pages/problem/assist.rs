//! Language help: a page and the server of its language, which speak the Language Server Protocol.

use actix_web::{HttpRequest, rt, web};
use serde::{Deserialize, Serialize};
use tracing::Instrument as _;

use super::super::{Answer, Frame};
use crate::{
    app::Assistant,
    web::{
        State, csrf,
        socket::{self, Socket},
    },
};

/// The first message.
#[derive(Deserialize)]
struct Wanted {
    csrf: String,
    language: String,
}

/// The answer, after which the two speak.
#[derive(Serialize)]
struct Ready<'a> {
    uri: &'a str,
    language: &'a str,
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
        if let Some(Wanted { csrf, language }) = socket.first().await
            && csrf::is_same(&frame.csrf, &csrf)
        {
            let slug = slug.into_inner();
            let opened = state.ask(move |app| app.open_assistant(&viewer, &slug, &language)).await;
            // A page goes on without.
            if let Ok(assistant) = opened {
                let _ = talk(&mut socket, assistant).await;
            }
        }
        socket.close().await;
    };
    rt::spawn(serve.in_current_span());
    Ok(response)
}

/// Passes on what either says until one of them is gone.
async fn talk(socket: &mut Socket, mut assistant: Assistant) -> Option<()> {
    let ready = Ready { uri: assistant.uri(), language: assistant.language() };
    socket.say(&ready).await?;
    loop {
        tokio::select! {
            message = socket.next() => {
                if !assistant.say(&message?) {
                    return None;
                }
            }
            message = assistant.next() => socket.pass(message?).await?,
        }
    }
}
