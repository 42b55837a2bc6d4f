# Le cadre de chaque page, et les morceaux communs à plusieurs pages.

skip = Aller au contenu
nav-main = Menu principal
nav-problems = Problèmes
nav-submissions = Soumissions
nav-leaderboard = Classement
nav-help = Aide
nav-admin = Admin
theme-switch = Passer du clair au sombre
log-in = Se connecter
log-out = Se déconnecter
sign-up = S'inscrire
locale = Langue des pages
locale-switch = Lire ce site en
foot-minos = Minos, un juge en ligne
foot-help = Verdicts et langages

restriction-suspended = Ce compte est suspendu et ne peut pas envoyer de programmes ({ $reason }). Si c'est une erreur, adressez-vous à un admin.
restriction-throttled = Ce compte ne peut envoyer des programmes que lentement jusqu'au { $until } UTC ({ $reason }).

column-submission = Soumission
column-user = Nom
column-problem = Problème
column-verdict = Verdict
column-language = Langage
column-time = Temps
column-memory = Mémoire
column-submitted = Envoyé

pager = Pages
pager-previous = Précédente
pager-next = Suivante
pager-page = Page { $page } sur { $pages }

difference-cut = La suite n'est pas montrée.

talk-judge = Juge :
talk-program = Programme :
talk-next = Exécution suivante
