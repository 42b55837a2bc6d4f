// The words of scripts, and numbers and moments, in the page's language. The server writes the
// words into each page, from the same catalogues as its own.
const language = document.documentElement.lang;
const words = JSON.parse(document.getElementById("words").textContent);

/** The message `key`, its places filled. */
export function t(key, places = {}) {
  const text = words[key] ?? key;
  return Object.entries(places).reduce((text, [name, value]) => text.replace(`{$${name}}`, value), text);
}

const forms = {};

/** A number with so many decimals: at least, at most. */
export function number(value, least = 0, most = 2) {
  forms[`${least}-${most}`] ??= new Intl.NumberFormat(language, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });
  return forms[`${least}-${most}`].format(value);
}

const minute = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

/** A moment in the reader's own zone. */
export const moment = (value) => minute.format(value);
