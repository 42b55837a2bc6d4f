# Pages d'erreur : ce qui ne va pas, et que faire.

error = Erreur { $status }
error-request = Requête <code>{ $request }</code>
error-back = Retour au formulaire

error-bad-request = La requête est illisible
error-unauthenticated = Connectez-vous d'abord
error-forbidden = Vous n'avez pas ce droit
error-csrf = Ce formulaire a expiré
error-not-found = Introuvable
error-method-not-allowed = Cette méthode n'est pas permise ici
error-timeout = La requête a pris trop de temps
error-conflict = Ce n'est pas possible maintenant
error-too-large = Trop grand
error-unsupported-media-type = Ce type de contenu n'est pas compris
error-invalid = Un champ est incorrect
error-unknown-language = Ce langage n'existe pas ici
error-invalid-package = Le paquet est incorrect
error-rate-limited = Trop de requêtes
error-internal = Quelque chose a cassé
error-unavailable = Impossible pour le moment

error-account-needed = Il faut un compte pour cela.
error-no-address = Il n'y a rien à cette adresse.
error-method = L'en-tête Allow dit quelles méthodes sont permises.
error-come-back = Revenez dans { $seconds } s.
error-body-too-large = Le contenu est trop grand.
error-body-late = Le contenu n'est pas arrivé en entier à temps.
error-nothing-kept = Rien ne peut être enregistré pour le moment. Ce qui a été envoyé auparavant est en sûreté ; réessayez plus tard.
error-internal-detail = La cause se trouve dans le journal du serveur, sous le numéro de cette requête.
error-csrf-detail = La preuve qu'il vient de nos propres pages manque ou est ancienne : rechargez la page en autorisant les cookies.
error-other-site = Un autre site ne peut rien changer ici.

advice-repeat = Revenez en arrière, rechargez la page et recommencez.
advice-log-in = Connectez-vous, puis revenez.
advice-ask-an-admin = Si vous devriez en avoir le droit, demandez à un admin le rôle qu'il faut.
advice-load-again = Revenez en arrière et rechargez la page ; ce que vous avez écrit dans l'éditeur est toujours là. Si cela se reproduit, autorisez les cookies pour ce site.
advice-check-address = Vérifiez l'adresse. La chose a pu être renommée ou cachée, ou n'est visible que pour qui la possède.
advice-connection = Vérifiez votre connexion et réessayez.
advice-see-again = Rechargez la page pour voir où en sont les choses.
advice-smaller = Réduisez-le et renvoyez-le.
advice-correct = Revenez en arrière, corrigez et renvoyez.
advice-wait = Attendez ce temps, puis renvoyez. Ce que vous avez écrit n'est pas perdu : revenez-y.
advice-not-your-fault = Vous n'y êtes pour rien. Réessayez dans un instant ; si cela se reproduit, donnez à un admin le numéro de la requête ci-dessous.
advice-in-a-moment = Réessayez dans un instant. Ce que vous avez écrit n'est pas perdu : l'éditeur le montre de nouveau.
