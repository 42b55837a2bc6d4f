// Every page there is, for scans and pictures: name, address, whose eyes.
export const PAGES = [
  ["home-guest", "/", "guest"],
  ["home", "/", "user"],
  ["signup", "/signup", "guest"],
  ["login", "/login", "guest"],
  ["problems", "/problems", "user"],
  ["problems-none", "/problems?search=nothing-is-called-so", "user"],
  ["problem-guest", "/problems/harbourtoll", "guest"],
  ["problem", "/problems/harbourtoll", "user"],
  ["problem-math", "/problems/twocalendars", "user"],
  ["problem-submissions", "/problems/harbourtoll#submissions", "user"],
  ["problem-code", "/problems/harbourtoll#code", "user"],
  ["editorial", "/problems/harbourtoll/editorial", "user"],
  ["playback", "/problems/gates/playback", "user"],
  ["playback-none", "/problems/harbourtoll/playback", "user"],
  ["problem-languages", "/problems/twotongues", "guest"],
  ["submission-wrong", "/submissions/1", "user"],
  ["submission-compile-error", "/submissions/2", "user"],
  ["submission-accepted", "/submissions/3", "user"],
  ["submission-dead", "/submissions/5", "user"],
  ["submission-of-another", "/submissions/6", "user"],
  ["submissions", "/submissions", "user"],
  ["submissions-none", "/submissions?user=nobody-is-called-so", "user"],
  ["leaderboard", "/leaderboard", "user"],
  ["leaderboard-class", "/leaderboard?class=Labyrinth", "user"],
  ["leaderboard-month", `/leaderboard?month=${new Date().toISOString().slice(0, 7)}`, "user"],
  ["user", "/users/daedalus", "user"],
  ["settings", "/settings", "user"],
  ["help", "/help", "guest"],
  ["admin-dashboard", "/admin/dashboard", "admin"],
  ["admin-queue", "/admin/queue", "admin"],
  ["admin-abuse", "/admin/abuse", "admin"],
  ["admin-abuse-none", "/admin/abuse?user=nobody-is-called-so", "admin"],
  ["admin-rejudges", "/admin/rejudges", "admin"],
  ["admin-rejudge", "/admin/rejudges/1", "admin"],
  ["admin-rejudge-all", "/admin/rejudges/1?all=true", "admin"],
  ["suspended", "/settings", "suspended"],
  ["admin-start", "/admin/start", "admin"],
  ["admin-enrol", "/admin/users/enrol", "admin"],
  ["submissions-judge", "/submissions", "admin"],
  ["admin-users", "/admin/users", "admin"],
  ["admin-user", "/admin/users/daedalus", "admin"],
  ["admin-classes", "/admin/classes", "admin"],
  ["admin-problems", "/admin/problems", "admin"],
  ["admin-audit", "/admin/audit", "admin"],
  ["admin-audit-none", "/admin/audit?actor=nobody-is-called-so", "admin"],
  ["not-found", "/nothing/here", "guest"],
  ["forbidden", "/admin/queue", "user"],
  ["api", "/api/v1/docs", "guest"],
  ["design", "/design", "guest"],
  ["trial", "/trials/1", "user"],
  ["compare", "/submissions/compare?old=1&new=3", "user"],
];

export const LOOKS = [
  ["light", { colorScheme: "light", viewport: { width: 1280, height: 800 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1280, height: 800 } }],
  ["390", { colorScheme: "light", viewport: { width: 390, height: 844 }, hasTouch: true }],
  ["390-dark", { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true }],
];

/** Pages that there are in other languages than English. */
export const TRANSLATED = PAGES.filter(
  ([, address, who]) => who !== "admin" && !["/design", "/api/v1/docs", "/admin/queue"].includes(address),
);

/** In German, whose words are long. */
export const GERMAN = [
  ["de", { locale: "de-DE", viewport: { width: 1280, height: 800 } }],
  ["390-de", { locale: "de-DE", viewport: { width: 390, height: 844 }, hasTouch: true }],
];
