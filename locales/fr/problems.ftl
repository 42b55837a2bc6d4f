# La liste des problèmes, et la page où l'on en lit et résout un.

all = Tous
problems = Problèmes
all-problems = Tous les problèmes
problems-search = Recherche
problems-search-hint = Nom ou étiquette
problems-search-do = Chercher
problems-show = Montrer
problems-unsolved = Non résolus
problems-tried = Essayés, non résolus
problems-solved = Résolus
problems-sort = Trier par
problems-count = { $problems ->
    [one] { $problems } problème
   *[other] { $problems } problèmes
}
problems-none = Aucun problème ne convient.
problems-show-all = Montrer tous les problèmes
tags = Étiquettes
tags-all = Toutes les étiquettes
column-state = État
column-difficulty = Difficulté
column-points = Points
column-solvers = Résolu par
of = { $part } sur { $whole }
out-of = sur { $number }

problem-parts = Parties de cette page
statement = Énoncé
code = Code
answers = Réponses
sample-run = Exécuter cet exemple
sample-interaction = Dialogue de l'exemple { $sample }
sample-copy-input = Copier l'entrée de l'exemple { $sample }
sample-copy-output = Copier la sortie de l'exemple { $sample }
sample-input = Entrée de l'exemple { $sample }
sample-output = Sortie de l'exemple { $sample }
input = Entrée
output = Sortie
copy = Copier
files = Fichiers
problem-by = Par { $authors }.
problem-licence = Licence : { $licence }.
statement-languages = Langues de l'énoncé
editorial = Solution expliquée
editorial-languages = Langues de la solution
editorial-document = Télécharger la solution (PDF)
editorial-later = Il y a une solution expliquée ; elle est pour qui a résolu le problème.
divider = Largeur de l'énoncé
your-program = Votre programme
your-answers = Vos réponses
problem-guest = Résolvez ce problème ici
problem-guest-program = Connectez-vous pour écrire, exécuter et soumettre un programme.
problem-guest-answers = Connectez-vous pour soumettre vos réponses.

start-over = Recommencer
keys = Touches
source-code = Code source
editor-hint = Tab indente ; Échap, puis Tab, quitte l'éditeur.
input-own = La mienne
run = Exécuter
run-all = Tout exécuter
submit = Soumettre
outcome = Résultat

answers-intro = Aucun programme n'est demandé ici : vous trouvez les réponses comme vous voulez et les soumettez. { $tests ->
    [one] Il y a un test.
   *[other] Il y a { $tests } tests.
}
answers-files = Des fichiers, ou une archive ZIP de ceux-ci
answers-hint = Un fichier par test, autant que vous voulez : un test sans fichier compte comme une réponse vide.
answer-text = Ou la réponse en texte
answers-names = Noms des fichiers

cases = Mes propres entrées
case-edit = Modifier
case-edit-named = Modifier le cas { $case }
case-remove = Retirer
case-remove-named = Retirer le cas { $case }
case-input = Ma propre entrée
case-expected = Sortie attendue, si vous la connaissez
case-name = Garder comme cas nommé
case-keep = Garder

console = Console
console-hint = Votre programme tourne, et vous tapez son entrée ligne par ligne pendant qu'il répond.
console-hint-talk = Jouez le juge : votre programme tourne, et vous répondez ligne par ligne à ce qu'il demande.
console-start = Lancer
console-end = Fin de l'entrée
console-stop = Arrêter
console-log = Conversation avec votre programme
console-line = Votre ligne
console-broke = Le bac à sable a échoué ; ce n'est pas la faute de votre programme. Relancez-le.

conflict = Ce brouillon a été modifié ailleurs
conflict-intro = Un autre onglet ou appareil en a gardé une autre version. Les deux sont là ; choisissez celle avec laquelle continuer.
conflict-same = Elles ne diffèrent en rien de visible.
conflict-signs = − l'autre version, + celle d'ici
conflict-mine = Garder celle d'ici
conflict-theirs = Prendre l'autre

your-submissions = Vos soumissions
your-submissions-none = Aucune encore. Ce que vous soumettez reste ici, avec son code.
compare = Comparer
compare-old = Avant
compare-new = Après
compare-as-older = Soumission { $id } comme la plus ancienne
compare-as-newer = Soumission { $id } comme la plus récente
compare-choose = Choisissez les deux soumissions à comparer, une plus ancienne et une plus récente.
submission = soumission { $id }
code-of = Code de la soumission { $id }
code-hint = « Code » remet ce programme dans l'éditeur.

playback = Comment votre code a grandi
playback-none = Rien n'est enregistré pour ce problème. L'enregistrement s'active dans les réglages.
playback-intro = Vous seul voyez ceci. Ce qui est venu avec un état est souligné, ce qui est parti est barré.
playback-play = Lire
playback-moment = État
playback-speed = Vitesse
playback-slow = Lente
playback-normal = Normale
playback-fast = Rapide
playback-where = État { $number } sur { $states }
playback-forget = Effacer cet enregistrement
