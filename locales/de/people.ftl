# Rangliste und Profile.

leaderboard-intro = Nach gelösten Aufgaben; wer die letzte früher gelöst hat, liegt vorn. Sie erneuert sich von selbst.
leaderboard-none = Noch hat niemand etwas gelöst.
leaderboard-first = Fang an
leaderboard-period = Zeit
leaderboard-ever = Alle Zeit
leaderboard-this-month = Dieser Monat
leaderboard-of = Wessen
leaderboard-everybody = Alle
leaderboard-months = Monate
leaderboard-month-intro = Was in diesem Kalendermonat (UTC) dazukam: Aufgaben, die in ihm zum ersten Mal gelöst wurden, und die Punkte, um die beste Ergebnisse wuchsen. Wer die letzte früher gelöst hat, liegt vorn.
leaderboard-none-then = In diesem Monat hat niemand etwas gelöst.
rank = Rang
solved = Gelöst
last-solved = Zuletzt gelöst
last-year = Das letzte Jahr
calendar-day = { $day }: { $submissions } eingesendet, { $accepted } richtig
calendar-summary = { $submissions ->
    [one] { $submissions } Einsendung
   *[other] { $submissions } Einsendungen
} an { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
} des letzten Jahres
languages = Sprachen
share = Anteil
latest-submissions = Neueste Einsendungen
none-yet = Noch keine.
here-since = Dabei seit
