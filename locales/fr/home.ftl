# La première page.

home = Accueil
home-hello = Bonjour, { $name }
home-latest = Vos dernières soumissions
home-all-yours = Toutes les vôtres
home-title = Écrivez un programme.<br>Sachez aussitôt s'il est juste.
home-lead = Choisissez un problème, résolvez-le dans le langage qui vous plaît et voyez le verdict arriver test après test. Tout s'exécute ici, sur ce serveur.
home-look = Voir les problèmes
home-unsolved = Pas encore résolus
home-all-solved = Vous avez résolu tout ce qu'il y a. Bravo.
home-no-problems = Il n'y a pas encore de problèmes. Un admin peut en importer avec <code>minos problem import</code>.
