# Der Rahmen jeder Seite, und Stücke, die viele Seiten haben.

skip = Zum Inhalt springen
nav-main = Hauptmenü
nav-problems = Aufgaben
nav-submissions = Einsendungen
nav-leaderboard = Rangliste
nav-help = Hilfe
nav-admin = Admin
theme-switch = Zwischen hell und dunkel wechseln
log-in = Anmelden
log-out = Abmelden
sign-up = Registrieren
locale = Sprache der Seiten
locale-switch = Diese Website lesen auf
foot-minos = Minos, ein Online-Judge
foot-help = Urteile und Sprachen

restriction-suspended = Dieses Konto ist gesperrt und kann keine Programme einsenden ({ $reason }). Ist das ein Irrtum, wende dich an einen Admin.
restriction-throttled = Dieses Konto kann Programme bis { $until } UTC nur langsam einsenden ({ $reason }).

column-submission = Einsendung
column-user = Name
column-problem = Aufgabe
column-verdict = Urteil
column-language = Sprache
column-time = Zeit
column-memory = Speicher
column-submitted = Eingesendet

pager = Seiten
pager-previous = Zurück
pager-next = Weiter
pager-page = Seite { $page } von { $pages }

difference-cut = Es geht noch weiter; nur der Anfang wird gezeigt.

talk-judge = Jury:
talk-program = Programm:
talk-next = Nächster Lauf
