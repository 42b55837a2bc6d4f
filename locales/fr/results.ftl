# Ce que sont devenues soumissions et exécutions.

submission-title = Soumission nº { $id }
submission-by = Par
submission-of-another = Seuls qui l'a écrit et les juges voient ce qui a été soumis, et les tests.
cancel = Annuler
cancel-confirm = Annuler cette soumission ? Elle ne sera pas évaluée et ne compte pas.
judge-again = Réévaluer
note = Votre note
note-hint = Pour vous seul : personne d'autre ne peut la lire, ni juge ni admin.
note-save = Enregistrer la note
result = Résultat
results = Résultats
no-scripts = Sans scripts, cette page ne se met pas à jour toute seule.
look-again = Regarder de nouveau
file = Fichier
file-size = Taille
file-content = Contenu
file-content-of = Contenu de { $file }
file-show = Montrer
bytes = { $bytes } o

points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
points-of = { $points } sur { $most } points
report-dead = L'évaluation a échoué du côté du serveur. Un admin le voit et peut la relancer ; cela ne compte pas contre vous.
report-cancelled = Elle a été annulée avant d'être évaluée et ne compte pas.
compiler-errors = Erreurs du compilateur
compiler-remarks = Remarques du compilateur
compiler-output = Sortie du compilateur
groups = Groupes
group = Groupe
group-not-run = Non exécuté
test = Test
test-remark = Remarque
difference = Différence
difference-in = Différence dans { $test }
sample-run-differs = L'exécuter et voir ce qui diffère
expected-output = Sortie attendue
input-of = Entrée de { $test }
expected-output-of = Sortie attendue de { $test }
tests-skipped = { $tests ->
    [one] { $tests } autre test n'a pas été exécuté : il ne pouvait pas changer le verdict.
   *[other] { $tests } autres tests n'ont pas été exécutés : ils ne pouvaient pas changer le verdict.
}
first-failed = Le premier test échoué est le numéro { $number } : { $verdict }.

run-title = Exécution nº { $id }
run-right = Juste sur cet exemple
run-as-expected = Comme attendu
run-differs = Diffère de l'exemple
run-differs-own = Diffère de ce que vous attendez
run-several-right = Exécuté ; plusieurs réponses peuvent être justes
run-dead = L'exécution a échoué du côté du serveur. Veuillez réessayer ; si cela se reproduit, dites-le à un admin.
run-cancelled = Elle a été annulée avant de commencer.
run-white-space = Les textes diffèrent d'une façon qui ne compte pas ici, comme les espaces.
run-cut = La sortie était longue ; seul son début est montré.
difference-signs = − attendu, + le vôtre
difference-label = Différence : − attendu, + le vôtre
your-output = Votre sortie
stderr = Sortie d'erreur
trial = Tous les exemples et cas
trial-right = { $right } juste(s) sur { $compared }
back-to-problem = Retour au problème

compare-title = Soumissions { $old } et { $new }
compare-what = Ce qui a changé
compare-same = Les deux programmes sont identiques.
compare-signs = − la plus ancienne, + la plus récente

submissions-short-name = Nom court
submissions-show = Montrer
submissions-none = Aucune soumission ne convient.
submissions-show-all = Montrer toutes les soumissions
submissions-newest = Plus récentes
submissions-older = Plus anciennes
export-csv = Exporter en CSV
