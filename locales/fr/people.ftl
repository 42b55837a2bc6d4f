# Classement et profils.

leaderboard-intro = Par problèmes résolus ; à égalité, qui a résolu son dernier le plus tôt est devant. Il se met à jour tout seul.
leaderboard-none = Personne n'a encore rien résolu.
leaderboard-first = Commencer
leaderboard-period = Période
leaderboard-ever = Depuis toujours
leaderboard-this-month = Ce mois-ci
leaderboard-of = De qui
leaderboard-everybody = Tout le monde
leaderboard-months = Mois
leaderboard-month-intro = Ce qui a été gagné pendant ce mois (UTC) : les problèmes résolus pour la première fois, et les points dont les meilleurs résultats ont augmenté. À égalité, qui a résolu son dernier le plus tôt est devant.
leaderboard-none-then = Personne n'a rien résolu ce mois-là.
rank = Rang
solved = Résolus
last-solved = Dernier résolu
last-year = La dernière année
calendar-day = { $day } : { $submissions } soumis, { $accepted } acceptés
calendar-summary = { $submissions ->
    [one] { $submissions } soumission
   *[other] { $submissions } soumissions
} en { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} de la dernière année
languages = Langages
share = Part
latest-submissions = Dernières soumissions
none-yet = Aucune encore.
here-since = Ici depuis le
