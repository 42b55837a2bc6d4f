# Die Liste der Aufgaben und die Seite, auf der man eine liest und löst.

all = Alle
problems = Aufgaben
all-problems = Alle Aufgaben
problems-search = Suche
problems-search-hint = Name oder Schlagwort
problems-search-do = Suchen
problems-show = Zeige
problems-unsolved = Nicht gelöst
problems-tried = Versucht, nicht gelöst
problems-solved = Gelöst
problems-sort = Sortiert nach
problems-count = { $problems ->
    [one] { $problems } Aufgabe
   *[other] { $problems } Aufgaben
}
problems-none = Keine Aufgabe passt.
problems-show-all = Alle Aufgaben zeigen
tags = Schlagwörter
tags-all = Alle Schlagwörter
column-state = Stand
column-difficulty = Schwierigkeit
column-points = Punkte
column-solvers = Gelöst von
of = { $part } von { $whole }
out-of = von { $number }

problem-parts = Teile dieser Seite
statement = Aufgabe
code = Code
answers = Antworten
sample-run = Dieses Beispiel ausführen
sample-interaction = Gespräch in Beispiel { $sample }
sample-copy-input = Eingabe von Beispiel { $sample } kopieren
sample-copy-output = Ausgabe von Beispiel { $sample } kopieren
sample-input = Eingabe von Beispiel { $sample }
sample-output = Ausgabe von Beispiel { $sample }
input = Eingabe
output = Ausgabe
copy = Kopieren
files = Dateien
problem-by = Von { $authors }.
problem-licence = Lizenz: { $licence }.
statement-languages = Sprachen der Aufgabe
editorial = Lösungsweg
editorial-languages = Sprachen des Lösungswegs
editorial-document = Lösungsweg herunterladen (PDF)
editorial-later = Es gibt einen Lösungsweg; ihn liest, wer die Aufgabe gelöst hat.
divider = Breite der Aufgabe
your-program = Dein Programm
your-answers = Deine Antworten
problem-guest = Löse diese Aufgabe hier
problem-guest-program = Melde dich an, um ein Programm zu schreiben, auszuführen und einzusenden.
problem-guest-answers = Melde dich an, um deine Antworten einzusenden.

start-over = Neu beginnen
keys = Tasten
source-code = Quelltext
editor-hint = Tab rückt ein; Escape, dann Tab, verlässt den Editor.
input-own = Eigene
run = Ausführen
run-all = Alle ausführen
submit = Einsenden
outcome = Ergebnis

answers-intro = Hier wird kein Programm verlangt: Du ermittelst die Antworten, wie du willst, und sendest sie ein. { $tests ->
    [one] Es gibt einen Test.
   *[other] Es gibt { $tests } Tests.
}
answers-files = Dateien oder ein ZIP-Archiv davon
answers-hint = Je Test eine Datei, beliebig viele: Ein Test ohne Datei zählt als leere Antwort.
answer-text = Oder die Antwort als Text
answers-names = Namen der Dateien

cases = Eigene Eingaben
case-edit = Bearbeiten
case-edit-named = Fall { $case } bearbeiten
case-remove = Entfernen
case-remove-named = Fall { $case } entfernen
case-input = Eigene Eingabe
case-expected = Erwartete Ausgabe, falls du sie kennst
case-name = Als Fall behalten mit Namen
case-keep = Behalten

console = Konsole
console-hint = Dein Programm läuft, und du tippst seine Eingabe Zeile für Zeile, während es antwortet.
console-hint-talk = Spiele den Judge: Dein Programm läuft, und du beantwortest Zeile für Zeile, was es fragt.
console-start = Starten
console-end = Ende der Eingabe
console-stop = Anhalten
console-log = Gespräch mit deinem Programm
console-line = Deine Zeile
console-broke = Die Sandbox hat versagt; das liegt nicht an deinem Programm. Starte es noch einmal.

conflict = Dieser Entwurf wurde anderswo geändert
conflict-intro = Ein anderer Tab oder ein anderes Gerät hat eine andere Fassung gespeichert. Beide sind da; wähle die, mit der es weitergeht.
conflict-same = Sie unterscheiden sich in nichts Sichtbarem.
conflict-signs = − die andere Fassung, + die hier
conflict-mine = Die hier behalten
conflict-theirs = Die andere nehmen

your-submissions = Deine Einsendungen
your-submissions-none = Noch keine. Was du einsendest, bleibt hier, mit seinem Code.
compare = Vergleichen
compare-old = Alt
compare-new = Neu
compare-as-older = Einsendung { $id } als die ältere
compare-as-newer = Einsendung { $id } als die neuere
compare-choose = Wähle die beiden Einsendungen, die verglichen werden sollen, eine ältere und eine neuere.
submission = Einsendung { $id }
code-of = Code der Einsendung { $id }
code-hint = „Code“ holt dieses Programm zurück in den Editor.

playback = Wie dein Code wuchs
playback-none = Für diese Aufgabe ist nichts aufgezeichnet. Die Aufzeichnung lässt sich in den Einstellungen einschalten.
playback-intro = Nur du siehst das. Was mit einem Stand dazukam, ist unterstrichen, was wegfiel, durchgestrichen.
playback-play = Abspielen
playback-moment = Stand
playback-speed = Tempo
playback-slow = Langsam
playback-normal = Normal
playback-fast = Schnell
playback-where = Stand { $number } von { $states }
playback-forget = Diese Aufzeichnung löschen
