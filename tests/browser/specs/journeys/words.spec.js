// The pages in other languages than English.
import { CPP, WRONG } from "../../lib/programs.js";
import { PASSWORD, editor, expect, expectVerdict, test, type } from "../../lib/test.js";

const language = (page) => page.evaluate(() => document.documentElement.lang);

test.describe("a browser that asks for German", () => {
  test.use({ locale: "de-AT" });

  test("gets all of it in German: signing up, solving, the verdict, the leaderboard", async ({
    page,
  }) => {
    const name = `leander${process.pid}`;
    await page.goto("/");
    expect(await language(page)).toBe("de");
    await page.getByRole("banner").getByRole("link", { name: "Registrieren" }).click();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Passwort").fill("kurz");
    await page.getByRole("button", { name: "Registrieren" }).click();
    await expect(page.locator("[data-error]")).toHaveText("Nimm mindestens 8 Zeichen.");
    await page.getByLabel("Passwort").fill(PASSWORD);
    await page.getByRole("button", { name: "Registrieren" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hallo, ${name}`);

    await page.getByRole("link", { name: "Aufgaben", exact: true }).first().click();
    await page.getByRole("link", { name: "Harbour Toll" }).click();
    // The statement is in English, and says so.
    await expect(page.locator("#statement .prose")).toHaveAttribute("lang", "en");
    await page.getByLabel("Sprache", { exact: true }).selectOption("cpp@20");
    await type(page, CPP);
    await expect(page.locator("#save-state")).toHaveText("Entwurf gespeichert");
    await page.getByRole("button", { name: "Ausführen", exact: true }).click();
    await expectVerdict(page, "Richtig bei diesem Beispiel");
    await page.getByRole("button", { name: "Einsenden" }).click();
    await expectVerdict(page, "Richtig");
    // Numbers as Germans write them, whether the server wrote them or the script.
    await expect(page.locator('[data-tests] td.num').first()).toHaveText(/^\d,\d\d s$/);
    await page.locator(".panes").getByRole("link", { name: "Einsendungen" }).click();
    await page.getByRole("link", { name: /, Einsendung \d+$/ }).first().click();
    await expectVerdict(page, "Richtig");
    await expect(page.locator('[data-tests] td.num').first()).toHaveText(/^\d,\d\d s$/);

    await page.goto("/leaderboard");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rangliste");
    await expect(page.locator("tr.me")).toContainText(name);
    await expect(page.locator("tr.me time")).toHaveText(/^\d\d\.\d\d\.\d{4}, \d\d:\d\d$/);
  });

  test("is told in German what went wrong", async ({ page }) => {
    const response = await page.goto("/problems/no-such-problem");
    expect(response.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nicht gefunden");
    await page.goto("/login");
    await page.getByLabel("Name").fill("daedalus");
    await page.getByLabel("Passwort").fill("nicht das Passwort");
    await page.getByRole("button", { name: "Anmelden" }).click();
    await expect(page.getByRole("alert")).toHaveText("Name oder Passwort stimmt nicht.");
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor chooses a language, and stays on the page", async ({ page }) => {
    await page.goto("/problems?search=harbour");
    const main = page.getByRole("heading", { level: 1 });
    await expect(main).toHaveText("Problems");
    await page.getByRole("button", { name: "Français" }).click();
    await expect(page).toHaveURL(/\/problems\?search=harbour$/);
    await expect(main).toHaveText("Problèmes");
    await expect(page.getByRole("button", { name: "Français" })).toHaveAttribute("aria-current", "true");
    await page.goto("/submissions/1");
    await expect(page.locator("time").first()).toHaveText(/^\d+ [a-zéû.]+ \d{4},? .*UTC$/);
    await page.goto("/help");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aide");
    await expect(page.getByText("Mauvaise réponse")).toBeVisible();
  });
});

test.describe("a problem in two languages", () => {
  test.use({ locale: "de-DE", javaScriptEnabled: false });

  test("is read in the page's, or in the one that is asked for", async ({ page }) => {
    const [name, text] = [page.locator("#problem-name > span").first(), page.locator("#statement .prose")];
    await page.goto("/problems/twotongues");
    await expect(name).toHaveText("Zwei Sprachen");
    await expect(text).toContainText("Gib die Zahl aus");
    // What is in the page's language does not say so twice.
    await expect(text).not.toHaveAttribute("lang");
    const languages = page.getByRole("navigation", { name: "Sprachen der Aufgabe" });
    await expect(languages.getByRole("link", { name: "Deutsch" })).toHaveAttribute("aria-current", "true");
    await languages.getByRole("link", { name: "English" }).click();
    await expect(name).toHaveText("Two Tongues");
    await expect(name).toHaveAttribute("lang", "en");
    await expect(text).toHaveAttribute("lang", "en");
    expect(await language(page)).toBe("de");

    // The choice of the pages' language is followed.
    const choose = async (name) => {
      await page.goto("/problems");
      await page.getByRole("button", { name }).click();
      await page.goto("/problems/twotongues");
    };
    await choose("English");
    await expect(text).toContainText("Print the number");
    await expect(text).not.toHaveAttribute("lang");
    await choose("Français");
    await expect(text).toHaveAttribute("lang", "en");
  });
});

test("a choice is the account's, wherever it logs in", async ({ page, browser, baseURL }) => {
  const name = `hero${process.pid}`;
  await page.goto("/signup");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Language of the pages" }).selectOption("fr");
  await page.getByRole("button", { name: "Set the language" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Réglages");
  // The settings of the editor leave it alone.
  await page.getByRole("button", { name: "Régler l'éditeur" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Réglages");

  const elsewhere = await browser.newContext({ baseURL, locale: "de-DE" });
  const other = await elsewhere.newPage();
  await other.goto("/login");
  await other.getByLabel("Name").fill(name);
  await other.getByLabel("Passwort").fill(PASSWORD);
  await other.getByRole("button", { name: "Anmelden" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(`Bonjour, ${name}`);
  // What the browser says counts again when the account says nothing.
  await other.goto("/settings");
  await other.getByRole("combobox", { name: "Langue des pages" }).selectOption("");
  await other.getByRole("button", { name: "Régler la langue" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Einstellungen");
  await elsewhere.close();
});

test("scripts speak the page's language", async ({ page, context }) => {
  await context.addCookies([{ name: "minos_locale", value: "de", url: process.env.BASE_URL }]);
  await page.goto("/signup");
  await page.getByLabel("Name").fill(`musaeus${process.pid}`);
  await page.getByLabel("Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Registrieren" }).click();
  await page.goto("/problems/harbourtoll");
  await editor(page).waitFor();
  await page.getByRole("link", { name: "Tasten" }).click();
  await expect(page.getByRole("dialog", { name: "Tasten" })).toBeVisible();
  await page.getByRole("button", { name: "Schließen" }).click();
  await type(page, WRONG);
  await context.clearCookies({ name: "minos_session" });
  await page.getByRole("button", { name: "Einsenden" }).click();
  await expect(page.getByRole("dialog", { name: "Wieder anmelden" })).toBeVisible();
});

test("pages for admins stay in English, and say so", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, locale: "de-DE", storageState: "out/admin.json" });
  const page = await context.newPage();
  await page.goto("/admin/problems");
  expect(await language(page)).toBe("en");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await page.goto("/problems");
  expect(await language(page)).toBe("de");
  await context.close();
});
