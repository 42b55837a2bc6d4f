# Die erste Seite.

home = Start
home-hello = Hallo, { $name }
home-latest = Deine neuesten Einsendungen
home-all-yours = Alle von dir
home-title = Schreib ein Programm.<br>Erfahre sofort, ob es stimmt.
home-lead = Such dir eine Aufgabe aus, löse sie in deiner Lieblingssprache und sieh zu, wie das Urteil Test für Test eintrifft. Alles läuft hier, auf diesem Server.
home-look = Aufgaben ansehen
home-unsolved = Noch nicht gelöst
home-all-solved = Du hast alles gelöst, was es gibt. Gut gemacht.
home-no-problems = Es gibt noch keine Aufgaben. Ein Admin kann welche mit <code>minos problem import</code> einspielen.
