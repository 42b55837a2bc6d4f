// The server renders every fragment once, for the first view and for every later one: fresh
// content is a piece of a page fetched again, so that a reload shows the same.

/** Parses a response's page. */
export async function pageOf(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Tells the page that `element` came fresh from the server. */
export function announce(element) {
  element.dispatchEvent(new CustomEvent("minos:fresh", { bubbles: true }));
}

/**
 * Replaces `element` by its newest version on the page at `address` and returns that, or the
 * old one when the server can't be reached.
 */
export async function refresh(element, address) {
  try {
    const response = await fetch(address, { headers: { accept: "text/html" } });
    const fresh = response.ok && (await pageOf(response)).getElementById(element.id);
    if (!fresh) return element;
    const focused = element.contains(document.activeElement) && document.activeElement.id;
    element.replaceWith(fresh);
    if (focused) document.getElementById(focused)?.focus();
    announce(fresh);
    return fresh;
  } catch {
    return element;
  }
}
