# Fehlerseiten: was nicht stimmt und was zu tun ist.

error = Fehler { $status }
error-request = Anfrage <code>{ $request }</code>
error-back = Zurück zum Formular

error-bad-request = Die Anfrage ist nicht lesbar
error-unauthenticated = Melde dich zuerst an
error-forbidden = Das darfst du nicht
error-csrf = Dieses Formular ist abgelaufen
error-not-found = Nicht gefunden
error-method-not-allowed = Diese Methode ist hier nicht erlaubt
error-timeout = Die Anfrage hat zu lange gedauert
error-conflict = Das geht jetzt nicht
error-too-large = Zu groß
error-unsupported-media-type = Diese Art von Inhalt wird nicht verstanden
error-invalid = Ein Feld stimmt nicht
error-unknown-language = Diese Sprache gibt es hier nicht
error-invalid-package = Das Paket ist fehlerhaft
error-rate-limited = Zu viele Anfragen
error-internal = Etwas ist kaputtgegangen
error-unavailable = Gerade nicht möglich

error-account-needed = Das ist für Leute mit einem Konto.
error-no-address = Unter dieser Adresse gibt es nichts.
error-method = Welche Methoden erlaubt sind, sagt der Kopf Allow.
error-come-back = Versuch es in { $seconds } s wieder.
error-body-too-large = Der Inhalt ist zu groß.
error-body-late = Der Inhalt kam nicht rechtzeitig vollständig an.
error-nothing-kept = Gerade kann nichts gespeichert werden. Was du vorher gesendet hast, ist sicher; versuch es später noch einmal.
error-internal-detail = Die Ursache steht im Protokoll des Servers, unter der Nummer dieser Anfrage.
error-csrf-detail = Der Nachweis, dass es von unseren eigenen Seiten kommt, fehlt oder ist alt: Lade die Seite neu und erlaube Cookies.
error-other-site = Eine andere Website darf hier nichts ändern.

advice-repeat = Geh zurück, lade die Seite neu und wiederhole, was du getan hast.
advice-log-in = Melde dich an und komm dann wieder.
advice-ask-an-admin = Wenn du es dürfen solltest, bitte einen Admin um die nötige Rolle.
advice-load-again = Geh zurück und lade die Seite neu; was du im Editor geschrieben hast, ist noch da. Passiert es wieder, erlaube Cookies für diese Website.
advice-check-address = Prüfe die Adresse. Vielleicht wurde es umbenannt oder verborgen, oder es ist nur für seinen Eigentümer.
advice-connection = Prüfe deine Verbindung und versuch es noch einmal.
advice-see-again = Lade die Seite neu, um zu sehen, wie es jetzt steht.
advice-smaller = Mach es kleiner und sende es noch einmal.
advice-correct = Geh zurück, berichtige es und sende es noch einmal.
advice-wait = Warte so lange und sende es dann noch einmal. Was du geschrieben hast, ist nicht verloren: Geh dorthin zurück.
advice-not-your-fault = Du kannst nichts dafür. Versuch es gleich noch einmal; passiert es wieder, gib einem Admin die Nummer der Anfrage unten.
advice-in-a-moment = Versuch es gleich noch einmal. Was du geschrieben hast, ist nicht verloren: Der Editor zeigt es wieder.
