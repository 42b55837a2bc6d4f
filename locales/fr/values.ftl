# Comment s'appellent les valeurs : verdicts, étapes, fins d'exécution, ordres, marques ; et comment
# s'écrivent les nombres avec leur unité.

verdict-accepted = Accepté
verdict-partial = Partiellement accepté
verdict-wrong-answer = Mauvaise réponse
verdict-time-limit = Temps dépassé
verdict-memory-limit = Mémoire dépassée
verdict-output-limit = Sortie trop longue
verdict-runtime-error = Erreur d'exécution
verdict-compile-error = Erreur de compilation
verdict-judge-error = Erreur du juge

status-queued = En attente
status-compiling = Compilation
status-running = En cours
status-done = Terminé
status-dead = Évaluation échouée
status-cancelled = Annulé

run-ok = Allé à son terme
run-exit-code = Code de retour autre que 0
run-signal = Planté
run-process-limit = Trop de processus
run-forbidden-call = Appel système interdit
run-stopped = Arrêté

outcome-right = Juste
outcome-differs = Différent
outcome-ran = Exécuté

sort-name = Nom
sort-easiest = Les plus faciles d'abord
sort-hardest = Les plus difficiles d'abord
sort-solvers = Les plus résolus d'abord
sort-newest = Les plus récents d'abord

difficulty-easy = Facile
difficulty-medium = Moyen
difficulty-hard = Difficile

mark-solved = Résolu
mark-partial = Résolu en partie
mark-tried = Essayé

role-user = membre
role-judge = juge
role-admin = admin

sample = Exemple { $sample }
group-samples = Exemples
group-tests = Tests
group-named = { $group }

solvers-none = Personne n'a encore essayé
solvers = Résolu par { $solvers } sur { $attempters }

seconds = { $seconds } s
mebibytes = { $mebibytes } Mio
time-utc = { $moment } UTC
