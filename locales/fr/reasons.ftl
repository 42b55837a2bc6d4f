# Pourquoi quelque chose est refusé, et ce qui est attendu.

reason-sign-up-closed = Les inscriptions sont fermées ; demandez un compte à un admin.
reason-account-disabled = Ce compte est désactivé ; adressez-vous à un admin.
reason-wrong-login = Nom ou mot de passe incorrect.
reason-too-many-guesses = Il y a eu trop de mots de passe incorrects ; réessayez dans { $seconds } s.
reason-name-taken = Le nom { $name } est pris.
reason-wrong-password = Ce n'est pas le bon.
reason-token-label = Prenez de 1 à 60 caractères, pour reconnaître le jeton.
reason-too-many-tokens = Il y a déjà { $tokens } jetons ; révoquez-en un d'abord.
reason-font-size = Choisissez une taille de 10 à 28 pixels.
reason-indent = Choisissez de 1 à 8 colonnes.
reason-no-language = Dites dans quel langage est le programme.
reason-unknown-language = Le langage { $asked } n'est pas disponible ; il y a { $available }.
reason-program-wanted = Ce problème veut un programme, dans le champ source.
reason-empty-program = Le programme est vide.
reason-answers-wanted = Envoyez les réponses en fichiers, ou en une archive ZIP de ceux-ci.
reason-others-program = Seul son auteur peut voir un programme.
reason-case-name = Donnez au cas un nom de 1 à { $characters } caractères.
reason-too-many-cases = Vous gardez déjà { $cases } cas ici ; retirez-en un d'abord.
reason-no-sample = Il n'y a pas d'exemple ; gardez une entrée à vous.
reason-others-job = Seuls son auteur ou un juge peuvent l'annuler.
reason-job-begun = Il n'est plus possible d'annuler : l'évaluation a commencé.
reason-job-over = Il n'est plus possible d'annuler : rien n'attend plus.
reason-slowed = { $restriction } Le prochain pourra venir dans { $seconds } s.
reason-draining = Le juge va être entretenu et ne prend pas de programmes pour le moment. Le vôtre n'a pas été pris : gardez-le et renvoyez-le dans quelques minutes.
reason-queue-full = { $waiting } programmes attendent déjà, et la file n'en prend plus. Votre programme n'a pas été pris : gardez-le et renvoyez-le dans { $seconds } s.
reason-own-queue-full = { $waiting } de vos programmes attendent déjà, le plus qui soit permis. Votre programme n'a pas été pris : gardez-le et renvoyez-le dans { $seconds } s.
reason-role = Seulement pour le rôle { $role }.
reason-too-large = Il y a { $size } octets ; { $limit } au plus sont permis.

unfit-name = Prenez de 2 à 32 lettres (a à z), chiffres, « . », « _ » ou « - », en commençant par une lettre ou un chiffre.
unfit-short = Prenez au moins 8 caractères.
unfit-long = Prenez au plus 1024 octets.
unfit-is-name = Ce ne doit pas être le nom.
unfit-one-character = Prenez plus qu'un même caractère répété.
