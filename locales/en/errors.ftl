# Error pages: what is wrong, and what to do.

error = Error { $status }
error-request = Request <code>{ $request }</code>
error-back = Back to the form

error-bad-request = The request can't be read
error-unauthenticated = Sign in first
error-forbidden = You may not do this
error-csrf = This form has expired
error-not-found = Not found
error-method-not-allowed = This method is not allowed here
error-timeout = The request took too long
error-conflict = This can't be done now
error-too-large = Too large
error-unsupported-media-type = This type of body is not understood
error-invalid = A field is wrong
error-unknown-language = There is no such language here
error-invalid-package = The package is wrong
error-rate-limited = Too many requests
error-internal = Something broke
error-unavailable = Not possible just now

error-account-needed = This is for people with an account.
error-no-address = There is nothing at this address.
error-method = The Allow header says which methods are.
error-come-back = Come back in { $seconds } s.
error-body-too-large = The body is too large.
error-body-late = The body did not arrive whole in time.
error-nothing-kept = Nothing can be kept just now. What was sent before is safe; try again in a while.
error-internal-detail = The cause is in the server's log, under this request's id.
error-csrf-detail = Its proof of coming from our own pages is missing or old: load the page again, with cookies allowed.
error-other-site = Another site may not change anything here.

advice-repeat = Go back, load the page again, and repeat what you did.
advice-log-in = Log in, then come back.
advice-ask-an-admin = If you should be allowed to, ask an admin for the role it takes.
advice-load-again = Go back and load the page again; what you typed into the editor is still there. If it happens again, allow cookies for this site.
advice-check-address = Check the address. The thing may have been renamed or hidden, or it is for its owner alone.
advice-connection = Check your connection and try again.
advice-see-again = Load the page again to see how things stand now.
advice-smaller = Make it smaller and send it again.
advice-correct = Go back, correct it, and send it again.
advice-wait = Wait that long, then send it again. What you typed is not lost: go back to it.
advice-not-your-fault = It is not your fault. Try again in a moment; if it happens again, give an admin the request's number below.
advice-in-a-moment = Try again in a moment. What you typed is not lost: the editor shows it again.
