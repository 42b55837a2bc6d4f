# Registrieren, Anmelden, Einstellungen.

account-name = Name
account-name-hint = Alle sehen ihn, auch in der Rangliste
account-forgotten = Passwort vergessen? Wer den Unterricht oder diesen Server leitet, kann dir ein neues geben.
account-password = Passwort
account-password-hint = Mindestens 8 Zeichen
log-in-none-yet = Noch kein Konto?
sign-up-have-one = Du hast schon ein Konto?
setup = Admin anlegen
setup-intro = Dieser Link legt den ersten Admin dieses Servers an. Er gilt einmal.
setup-password-hint = Mindestens 8 Zeichen; nimm ein langes
setup-link-used = Dieser Link wurde benutzt oder ist nicht der neueste. Solange es keinen Admin gibt, druckt jeder Start des Servers einen neuen Link auf die Konsole.

settings = Einstellungen
settings-done-password = Dein Passwort ist geändert; andere Sitzungen sind abgemeldet.
settings-done-editor = Der Editor ist eingestellt.
settings-done-revoked = Das Token ist widerrufen.
settings-done-recording = Die Aufzeichnung ist eingestellt.
settings-done-forgotten = Was aufgezeichnet war, ist gelöscht.

editor = Editor
editor-keys = Tasten
editor-keys-usual = Wie in den meisten Editoren
editor-size = Schriftgröße
editor-indent = Einrückung, Spalten
editor-tabs = Mit Tabs einrücken
editor-wrap = Lange Zeilen umbrechen
editor-brackets = Klammern und Anführungszeichen schließen
editor-help = Sprachhilfe beim Schreiben: Vervollständigung und Fehler
editor-set = Editor einstellen

recording = Aufzeichnung
recording-intro = Wenn du willst, werden die Stände deiner Programme beim Speichern aufgezeichnet, und du kannst ansehen, wie jedes gewachsen ist. Nur du siehst es, und du kannst es jederzeit löschen. Lange Aufzeichnungen werden gröber.
recording-do = Aufzeichnen, wie mein Code wächst
recording-set = Aufzeichnung einstellen
recording-states = Stände
recording-last = Letzter
recording-forget = Alle Aufzeichnungen löschen
recording-forget-confirm = Löschen, was aufgezeichnet ist? Es lässt sich nicht zurückholen.

locale-browser = Wie der Browser sagt
locale-set = Sprache einstellen

appearance = Aussehen
appearance-colours = Farben
appearance-system = Wie im System
appearance-light = Hell
appearance-dark = Dunkel
appearance-contrast = Kontrast
appearance-high = Hoch
appearance-kept = Wird in diesem Browser gespeichert.

tokens = API-Token
tokens-intro = Mit einem Token benutzt ein Programm die <a href="/api/v1/docs" hreflang="en">API</a> in deinem Namen, als <code>Authorization: Bearer …</code>
token-made = Das Token „{ $label }“. Kopiere es jetzt: Es wird nicht noch einmal gezeigt.
token-name = Name
token-created = Angelegt
token-used = Zuletzt benutzt
token-action = Aktion
token-never = nie
token-revoke = Widerrufen
token-revoke-named = { $label } widerrufen
token-revoke-confirm = Das Token „{ $label }“ widerrufen? Programme, die es benutzen, gehen dann nicht mehr.
token-new = Name eines neuen Tokens
token-new-hint = Wofür es ist: Laptop, Bewertungsskript
token-make = Token anlegen

password-current = Bisheriges Passwort
password-new = Neues Passwort
password-new-hint = Mindestens 8 Zeichen; andere Sitzungen werden abgemeldet
password-change = Passwort ändern
