# Aide pour les participants.

help-on-page = Sur cette page
help-how = Comment ça marche
help-verdicts = Verdicts
help-limits = Limites
help-setters = Pour les auteurs
help-admins = Pour les admins
help-keys = Touches sur la page d'un problème

help-how-program = Votre programme lit l'entrée standard et écrit sur la sortie standard. Il est compilé et exécuté sur ce serveur dans une boîte fermée : pas de réseau, pas d'autres fichiers, avec des limites de temps, de mémoire et de sortie. Après <strong>Soumettre</strong>, il passe les tests cachés l'un après l'autre, jusqu'au premier qui échoue ; dans un problème à points, chaque groupe de tests compte à part.
help-how-compared = La sortie est comparée mot à mot : peu importe combien d'espaces ou de fins de ligne séparent les mots. L'énoncé le dit quand plusieurs réponses sont justes, ou quand des décimales peuvent différer un peu.
help-how-console = Dans un problème interactif, vous jouez vous-même l'autre côté dans la <strong>Console</strong> : votre programme tourne et lit les lignes que vous tapez.

meaning-accepted = Tous les tests sont justes. C'est fini.
meaning-partial = Juste sur certains groupes de tests d'un problème à points. Regardez quels groupes échouent encore.
meaning-wrong-answer = Le programme s'est bien terminé, mais sa sortie n'est pas ce qui est demandé. Essayez les plus petites et les plus grandes entrées que l'énoncé permet.
meaning-time-limit = Le programme a pris plus de temps de calcul que le problème ne permet, ou a attendu sans fin. Cherchez un algorithme qui demande moins d'étapes et lisez l'entrée par grands morceaux.
meaning-memory-limit = Tous les processus du programme ont pris ensemble plus de mémoire que permis. Gardez-en moins, ou en plus petit.
meaning-output-limit = Le programme a écrit bien plus que n'exige toute bonne réponse ; souvent une boucle qui écrit sans fin, ou des traces de débogage.
meaning-runtime-error = Le programme a planté, ou s'est terminé avec un code de retour autre que 0 : indice hors bornes, division par zéro, exception que personne n'attrape, appel système interdit.
meaning-compile-error = Le compilateur a refusé le source ; ses messages sont montrés avec la soumission. Ne coûte rien.
meaning-judge-error = L'évaluation elle-même a échoué. Jamais votre faute ; ne coûte rien, et les admins le voient.

help-languages = Ceux-ci sont sur ce serveur, dans ces versions.
help-for-api = Pour l'API
help-compiler = Compilateur ou interpréteur

help-limits-time = <strong>Le temps</strong> est le temps de calcul de tous les processus et fils ensemble, pour chaque test. Un programme qui dort est arrêté après deux fois la limite et une seconde. Un test proche de la limite est mesuré une fois de plus sans rien d'autre en cours, et c'est cela qui compte.
help-limits-memory = <strong>La mémoire</strong> est l'usage le plus haut de tous les processus ensemble. Les langages qui ont leur propre environnement (Java, Kotlin, JavaScript, C#…) peuvent remplir la limite avec leur tas et reçoivent un supplément pour l'environnement ; ce qui est montré compte les deux.
help-limits-source = <strong>Le source</strong> : au plus { $size } Kio, et ce que dit le problème.
help-limits-run = Une exécution à vous, sans problème : { $seconds } s et { $memory } Mio.

key-ctrl = Ctrl
key-enter = Entrée
key-shift = Maj
help-key-run = Lancer sur l'entrée choisie ; lancer la console quand le problème est une conversation
help-key-end = Dans la console : fin de l'entrée
help-key-run-all = Exécuter sur tous les exemples et cas
help-key-save = Garder le brouillon maintenant ; il est aussi gardé tout seul
help-key-search = Chercher et remplacer
help-key-comment = Mettre des lignes en commentaire ou les en sortir
help-key-tab = Indenter ; <kbd>Échap</kbd>, puis <kbd>Tab</kbd>, quitte l'éditeur
help-key-panes = Vers l'énoncé, vos soumissions, le code
help-key-divider = Sur la barre de séparation : la déplacer
help-key-list = Cette liste, hors des champs
help-keys-more = Sur un Mac, prenez <kbd>⌘</kbd> pour <kbd>Ctrl</kbd>. Les touches de Vim et d'Emacs sont dans vos <a href="/settings#editor">réglages</a>. Ce que vous tapez est gardé comme brouillon pour chaque problème et langage, ici et sur le serveur.
