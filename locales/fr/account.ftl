# S'inscrire, se connecter, réglages.

account-name = Nom
account-name-hint = Tout le monde le voit, dans le classement aussi
account-forgotten = Mot de passe oublié ? La personne qui enseigne ou administre ce serveur peut vous en donner un nouveau.
account-password = Mot de passe
account-password-hint = Au moins 8 caractères
log-in-none-yet = Pas encore de compte ?
sign-up-have-one = Vous avez un compte ?
setup = Créer l'admin
setup-intro = Ce lien crée le premier admin de ce serveur. Il ne sert qu'une fois.
setup-password-hint = Au moins 8 caractères ; prenez-en un long
setup-link-used = Ce lien a servi, ou n'est pas le plus récent. Tant qu'il n'y a pas d'admin, chaque démarrage du serveur affiche un nouveau lien sur sa console.

settings = Réglages
settings-done-password = Votre mot de passe est changé ; les autres sessions sont déconnectées.
settings-done-editor = L'éditeur est réglé.
settings-done-revoked = Le jeton est révoqué.
settings-done-recording = L'enregistrement est réglé.
settings-done-forgotten = Ce qui était enregistré est effacé.

editor = Éditeur
editor-keys = Touches
editor-keys-usual = Comme dans la plupart des éditeurs
editor-size = Taille des caractères
editor-indent = Indentation, colonnes
editor-tabs = Indenter avec des tabulations
editor-wrap = Couper les longues lignes
editor-brackets = Fermer parenthèses et guillemets
editor-help = Aide au langage pendant la saisie : complétion et erreurs
editor-set = Régler l'éditeur

recording = Enregistrement
recording-intro = Si vous voulez, les états de vos programmes sont enregistrés à chaque sauvegarde, et vous pouvez revoir comment chacun a grandi. Vous seul le voyez, et vous pouvez tout effacer à tout moment. Les longs enregistrements deviennent moins détaillés.
recording-do = Enregistrer comment mon code grandit
recording-set = Régler l'enregistrement
recording-states = États
recording-last = Dernier
recording-forget = Effacer tous les enregistrements
recording-forget-confirm = Effacer ce qui est enregistré ? C'est définitif.

locale-browser = Comme le dit le navigateur
locale-set = Régler la langue

appearance = Apparence
appearance-colours = Couleurs
appearance-system = Comme le système
appearance-light = Clair
appearance-dark = Sombre
appearance-contrast = Contraste
appearance-high = Élevé
appearance-kept = Conservé dans ce navigateur.

tokens = Jetons d'API
tokens-intro = Un jeton permet à un programme d'utiliser l'<a href="/api/v1/docs" hreflang="en">API</a> en votre nom, avec <code>Authorization: Bearer …</code>
token-made = Le jeton « { $label } ». Copiez-le maintenant : il ne sera plus montré.
token-name = Nom
token-created = Créé
token-used = Dernier usage
token-action = Action
token-never = jamais
token-revoke = Révoquer
token-revoke-named = Révoquer { $label }
token-revoke-confirm = Révoquer le jeton « { $label } » ? Les programmes qui l'utilisent ne marcheront plus.
token-new = Nom d'un nouveau jeton
token-new-hint = À quoi il sert : portable, script de notation
token-make = Créer un jeton

password-current = Mot de passe actuel
password-new = Nouveau mot de passe
password-new-hint = Au moins 8 caractères ; les autres sessions sont déconnectées
password-change = Changer le mot de passe
