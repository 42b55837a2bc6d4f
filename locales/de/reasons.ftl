# Warum etwas abgewiesen wird, und was stattdessen gewünscht ist.

reason-sign-up-closed = Die Registrierung ist geschlossen; bitte einen Admin um ein Konto.
reason-account-disabled = Dieses Konto ist abgeschaltet; wende dich an einen Admin.
reason-wrong-login = Name oder Passwort stimmt nicht.
reason-too-many-guesses = Es waren zu viele falsche Passwörter; versuch es in { $seconds } s wieder.
reason-name-taken = Der Name { $name } ist vergeben.
reason-wrong-password = Das ist es nicht.
reason-token-label = Nimm 1 bis 60 Zeichen, an denen du das Token erkennst.
reason-too-many-tokens = Es gibt schon { $tokens } Token; widerrufe erst eines.
reason-font-size = Wähle eine Größe von 10 bis 28 Pixeln.
reason-indent = Wähle 1 bis 8 Spalten.
reason-no-language = Sag, in welcher Sprache das Programm ist.
reason-unknown-language = Die Sprache { $asked } gibt es nicht; es gibt { $available }.
reason-program-wanted = Diese Aufgabe will ein Programm, im Feld source.
reason-empty-program = Das Programm ist leer.
reason-answers-wanted = Sende die Antworten als Dateien oder als ein ZIP-Archiv davon.
reason-others-program = Ein Programm darf nur sehen, wer es geschrieben hat.
reason-case-name = Gib dem Fall einen Namen von 1 bis { $characters } Zeichen.
reason-too-many-cases = Du behältst hier schon { $cases } Fälle; entferne erst einen.
reason-no-sample = Es gibt kein Beispiel; behalte eine eigene Eingabe.
reason-others-job = Abbrechen darf nur, wer es gesendet hat, oder die Jury.
reason-job-begun = Es kann nicht mehr abgebrochen werden: Die Prüfung hat begonnen.
reason-job-over = Es kann nicht mehr abgebrochen werden: Es wartet nicht.
reason-slowed = { $restriction } Das nächste darf in { $seconds } s kommen.
reason-draining = Der Judge wird gleich gewartet und nimmt jetzt keine Programme an. Deines wurde nicht angenommen: Behalte es und sende es in einigen Minuten noch einmal.
reason-queue-full = Es warten schon { $waiting } Programme, und die Warteschlange nimmt keine mehr. Dein Programm wurde nicht angenommen: Behalte es und sende es in { $seconds } s noch einmal.
reason-own-queue-full = Von dir warten schon { $waiting } Programme, mehr dürfen es nicht sein. Dein Programm wurde nicht angenommen: Behalte es und sende es in { $seconds } s noch einmal.
reason-role = Nur für die Rolle { $role }.
reason-too-large = Es hat { $size } Bytes; höchstens { $limit } sind erlaubt.

unfit-name = Nimm 2 bis 32 Buchstaben (a bis z), Ziffern, „.“, „_“ oder „-“, mit einem Buchstaben oder einer Ziffer vorn.
unfit-short = Nimm mindestens 8 Zeichen.
unfit-long = Nimm höchstens 1024 Bytes.
unfit-is-name = Es darf nicht der Name sein.
unfit-one-character = Nimm mehr als immer dasselbe Zeichen.
