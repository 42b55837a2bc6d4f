# Wie Werte heißen: Urteile, Abschnitte, Enden von Läufen, Reihenfolgen, Marken; und wie Zahlen mit
# Einheit geschrieben werden.

verdict-accepted = Richtig
verdict-partial = Teilweise richtig
verdict-wrong-answer = Falsche Antwort
verdict-time-limit = Zeitlimit überschritten
verdict-memory-limit = Speicherlimit überschritten
verdict-output-limit = Ausgabelimit überschritten
verdict-runtime-error = Laufzeitfehler
verdict-compile-error = Übersetzungsfehler
verdict-judge-error = Fehler der Prüfung

status-queued = Wartet
status-compiling = Wird übersetzt
status-running = Läuft
status-done = Fertig
status-dead = Prüfung gescheitert
status-cancelled = Abgebrochen

run-ok = Bis zum Ende gelaufen
run-exit-code = Exitcode nicht 0
run-signal = Abgestürzt
run-process-limit = Zu viele Prozesse
run-forbidden-call = Verbotener Systemaufruf
run-stopped = Angehalten

outcome-right = Richtig
outcome-differs = Weicht ab
outcome-ran = Gelaufen

sort-name = Name
sort-easiest = Leichteste zuerst
sort-hardest = Schwerste zuerst
sort-solvers = Meistgelöste zuerst
sort-newest = Neueste zuerst

difficulty-easy = Leicht
difficulty-medium = Mittel
difficulty-hard = Schwer

mark-solved = Gelöst
mark-partial = Teilweise gelöst
mark-tried = Versucht

role-user = Mitglied
role-judge = Jury
role-admin = Admin

sample = Beispiel { $sample }
group-samples = Beispiele
group-tests = Tests
group-named = { $group }

solvers-none = Noch hat es niemand versucht
solvers = Gelöst von { $solvers } von { $attempters }

seconds = { $seconds } s
mebibytes = { $mebibytes } MiB
time-utc = { $moment } UTC
