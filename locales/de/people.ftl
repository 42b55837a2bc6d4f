# Rangliste und Profile.

leaderboard-intro = Nach gelösten Aufgaben; wer die letzte früher gelöst hat, liegt vorn. Sie erneuert sich von selbst.
leaderboard-none = Noch hat niemand etwas gelöst.
leaderboard-first = Fang an
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
