# Hilfe für Teilnehmende.

help-on-page = Auf dieser Seite
help-how = So geht es
help-verdicts = Urteile
help-limits = Limits
help-setters = Für Aufgabensteller
help-admins = Für Admins
help-keys = Tasten auf der Aufgabenseite

help-how-program = Dein Programm liest von der Standardeingabe und schreibt auf die Standardausgabe. Es wird auf diesem Server in einem geschlossenen Kasten übersetzt und ausgeführt: kein Netz, keine anderen Dateien, mit Limits für Zeit, Speicher und Ausgabe. Nach <strong>Einsenden</strong> läuft es auf den verborgenen Tests, einem nach dem anderen, bis zum ersten, der scheitert; gibt eine Aufgabe Punkte, zählt jede Testgruppe für sich.
help-how-compared = Die Ausgabe wird Wort für Wort verglichen: Wie viele Leerzeichen oder Zeilenenden zwischen Wörtern stehen, ist gleich. Die Aufgabe sagt es, wenn mehrere Antworten richtig sind oder Dezimalzahlen ein wenig abweichen dürfen.
help-how-console = Bei einer interaktiven Aufgabe spielst du die andere Seite selbst in der <strong>Konsole</strong>: Dein Programm läuft und liest die Zeilen, die du tippst.

meaning-accepted = Jeder Test ging richtig aus. Fertig.
meaning-partial = Richtig in einigen Testgruppen einer Aufgabe, die Punkte gibt. Sieh nach, welche Gruppen noch scheitern.
meaning-wrong-answer = Das Programm endete gut, aber seine Ausgabe ist nicht das Verlangte. Probier die kleinsten und die größten Eingaben, die die Aufgabe erlaubt.
meaning-time-limit = Das Programm brauchte mehr Rechenzeit, als die Aufgabe erlaubt, oder wartete endlos. Such einen Algorithmus mit weniger Schritten und lies die Eingabe in großen Stücken.
meaning-memory-limit = Alle Prozesse des Programms zusammen brauchten mehr Speicher als erlaubt. Behalte weniger, oder behalte es kleiner.
meaning-output-limit = Das Programm gab weit mehr aus, als irgendeine richtige Antwort braucht; oft eine Schleife, die endlos ausgibt, oder Ausgaben zur Fehlersuche.
meaning-runtime-error = Das Programm stürzte ab oder endete mit einem anderen Exitcode als 0: ein Index außerhalb des Bereichs, eine Division durch null, eine Ausnahme, die niemand fing, ein verbotener Systemaufruf.
meaning-compile-error = Der Übersetzer wies den Quelltext zurück; seine Worte stehen bei der Einsendung. Kostet nichts.
meaning-judge-error = Die Prüfung selbst scheiterte. Nie deine Schuld; kostet nichts, und die Admins sehen es.

help-languages = Diese gibt es auf diesem Server, in diesen Versionen.
help-for-api = Für die API
help-compiler = Übersetzer oder Interpreter

help-limits-time = <strong>Zeit</strong> ist Rechenzeit, von allen Prozessen und Threads zusammen, für jeden Test. Ein Programm, das schläft, wird nach dem doppelten Limit und einer Sekunde angehalten. Ein Test, der dem Limit nahe kommt, wird noch einmal gemessen, während nichts anderes läuft, und das zählt.
help-limits-memory = <strong>Speicher</strong> ist der höchste Verbrauch aller Prozesse zusammen. Sprachen mit eigener Laufzeitumgebung (Java, Kotlin, JavaScript, C#…) dürfen das Limit mit ihrem Heap füllen und bekommen einen Zuschlag für die Umgebung; gezeigt wird beides zusammen.
help-limits-source = <strong>Quelltext</strong>: höchstens { $size } KiB, und was die Aufgabe sagt.
help-limits-run = Ein eigener Lauf ohne Aufgabe: { $seconds } s und { $memory } MiB.

key-ctrl = Strg
key-enter = Enter
key-shift = Umschalt
help-key-run = Auf der gewählten Eingabe ausführen; die Konsole starten, wo die Aufgabe ein Gespräch ist
help-key-end = In der Konsole: Ende der Eingabe
help-key-run-all = Mit allen Beispielen und Fällen ausführen
help-key-save = Den Entwurf jetzt speichern; er wird auch von selbst gespeichert
help-key-search = Suchen und ersetzen
help-key-comment = Zeilen aus- oder einkommentieren
help-key-tab = Einrücken; <kbd>Esc</kbd>, dann <kbd>Tab</kbd>, verlässt den Editor
help-key-panes = Zur Aufgabe, zu deinen Einsendungen, zum Code
help-key-divider = Auf der Trennleiste: sie verschieben
help-key-list = Diese Liste, außerhalb von Feldern
help-keys-more = Auf einem Mac nimm <kbd>⌘</kbd> statt <kbd>Strg</kbd>. Tasten von Vim und Emacs gibt es in deinen <a href="/settings#editor">Einstellungen</a>. Was du schreibst, wird je Aufgabe und Sprache als Entwurf gespeichert, hier und auf dem Server.
