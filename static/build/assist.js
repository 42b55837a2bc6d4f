// Language help: the server of the language speaks over a socket with the editor, which shows what
// it says as completions, errors and descriptions. A chunk of its own, that only who writes loads.
import { nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import {
  LSPClient,
  hoverTooltips,
  serverCompletion,
  serverDiagnostics,
  signatureHelp,
} from "@codemirror/lsp-client";
import { keymap } from "@codemirror/view";

/** A server that is started for this reads a whole library first, and others have the CPU before it. */
const PATIENCE_MS = 20_000;

/** What descriptions may consist of; they are made of sources, which may hold anything. */
const TAGS = "P,PRE,CODE,EM,STRONG,UL,OL,LI,BR,HR,SPAN,H1,H2,H3,H4,H5,H6,BLOCKQUOTE";

/** Descriptions as plain markup: no links, no pictures, no attributes but highlighting. */
function sanitizeHTML(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll("*")) {
    if (!element.matches(TAGS)) element.replaceWith(element.textContent);
    for (const { name } of [...element.attributes]) {
      if (name !== "class") element.removeAttribute(name);
    }
  }
  return template.innerHTML;
}

/**
 * Opens language help for a view. `show` is given the extension for it when it is there, and nothing
 * when it is gone. Returns what closes it.
 */
export function connect(view, { address, csrf, language }, show) {
  const socket = new WebSocket(address);
  const listeners = new Set();
  let client;
  const send = (text) => socket.readyState === WebSocket.OPEN && socket.send(text);
  socket.addEventListener("open", () => send(JSON.stringify({ csrf, language })));
  socket.addEventListener("message", ({ data }) => {
    if (client) return listeners.forEach((listener) => listener(data));
    const ready = JSON.parse(data);
    client = new LSPClient({ timeout: PATIENCE_MS, sanitizeHTML, extensions: [serverDiagnostics()] });
    client.connect({
      send,
      subscribe: (listener) => listeners.add(listener),
      unsubscribe: (listener) => listeners.delete(listener),
    });
    const extension = [
      client.plugin(ready.uri, ready.language),
      serverCompletion(),
      hoverTooltips(),
      signatureHelp(),
      keymap.of([{ key: "F8", run: nextDiagnostic }]),
    ];
    client.initializing.then(
      () => show(extension),
      () => socket.close(),
    );
  });
  socket.addEventListener("close", () => {
    show();
    client?.disconnect();
    view.dispatch(setDiagnostics(view.state, []));
  });
  return () => socket.close();
}
