# Was aus Einsendungen und Läufen geworden ist.

submission-title = Einsendung #{ $id }
submission-by = Von
submission-of-another = Was eingesendet wurde und die Tests sehen nur, wer es geschrieben hat, und die Jury.
cancel = Abbrechen
cancel-confirm = Diese Einsendung abbrechen? Sie wird nicht geprüft und zählt nicht.
judge-again = Neu prüfen
note = Deine Notiz
note-hint = Nur für dich: niemand sonst kann sie lesen, auch keine Jury und kein Admin.
note-save = Notiz speichern
result = Ergebnis
results = Ergebnisse
no-scripts = Ohne Skripte erneuert sich diese Seite nicht von selbst.
look-again = Noch einmal ansehen
file = Datei
file-size = Größe
file-content = Inhalt
file-content-of = Inhalt von { $file }
file-show = Zeigen
bytes = { $bytes } B

points = { $points ->
    [one] { $points } Punkt
   *[other] { $points } Punkte
}
points-of = { $points } von { $most } Punkten
report-dead = Die Prüfung ist auf der Seite des Servers gescheitert. Ein Admin sieht es und kann neu prüfen lassen; es zählt nicht gegen dich.
report-cancelled = Sie wurde vor der Prüfung abgebrochen und zählt nicht.
compiler-errors = Fehler des Übersetzers
compiler-remarks = Hinweise des Übersetzers
compiler-output = Ausgabe des Übersetzers
groups = Gruppen
group = Gruppe
group-not-run = Nicht gelaufen
test = Test
test-remark = Bemerkung
difference = Unterschied
difference-in = Unterschied in { $test }
sample-run-differs = Ausführen und den Unterschied sehen
expected-output = Erwartete Ausgabe
input-of = Eingabe von { $test }
expected-output-of = Erwartete Ausgabe von { $test }
tests-skipped = { $tests ->
    [one] { $tests } weiterer Test lief nicht: Er konnte am Urteil nichts ändern.
   *[other] { $tests } weitere Tests liefen nicht: Sie konnten am Urteil nichts ändern.
}
first-failed = Der erste gescheiterte Test ist Nummer { $number }: { $verdict }.

run-title = Lauf #{ $id }
run-right = Richtig bei diesem Beispiel
run-as-expected = Wie erwartet
run-differs = Weicht vom Beispiel ab
run-differs-own = Weicht von deiner Erwartung ab
run-several-right = Gelaufen; mehrere Antworten können richtig sein
run-dead = Das Ausführen ist auf der Seite des Servers gescheitert. Versuch es noch einmal; passiert es wieder, sag es einem Admin.
run-cancelled = Er wurde abgebrochen, bevor er lief.
run-white-space = Die Texte unterscheiden sich nur in Dingen, die hier nicht zählen, etwa Leerraum.
run-cut = Die Ausgabe war lang; nur ihr Anfang wird gezeigt.
difference-signs = − erwartet, + deine
difference-label = Unterschied: − erwartet, + deine
your-output = Deine Ausgabe
stderr = Fehlerausgabe
trial = Alle Beispiele und Fälle
trial-right = { $right } von { $compared } richtig
back-to-problem = Zurück zur Aufgabe

compare-title = Einsendungen { $old } und { $new }
compare-what = Was sich geändert hat
compare-same = Die beiden Programme sind gleich.
compare-signs = − die ältere, + die neuere

submissions-short-name = Kurzname
submissions-show = Zeigen
submissions-none = Keine Einsendung passt.
submissions-show-all = Alle Einsendungen zeigen
submissions-newest = Neueste
submissions-older = Ältere
export-csv = Als CSV exportieren
