# Signing up, logging in, settings.

account-name = Name
account-name-hint = Everybody sees it, on the leaderboard too
account-forgotten = Forgotten your password? Your teacher or administrator can give you a new one.
account-password = Password
account-password-hint = At least 8 characters
log-in-none-yet = No account yet?
sign-up-have-one = You have an account?
setup = Create the admin
setup-intro = This link makes the first admin of this server. It works once.
setup-password-hint = At least 8 characters; take a long one
setup-link-used = This link has been used, or is not the newest one. While there is no admin, each start of the server prints a fresh link on its console.

settings = Settings
settings-done-password = Your password is changed; other sessions are logged out.
settings-done-editor = The editor is set.
settings-done-revoked = The token is revoked.
settings-done-recording = The recording is set.
settings-done-forgotten = What was recorded is deleted.

editor = Editor
editor-keys = Keys
editor-keys-usual = As in most editors
editor-size = Size of type
editor-indent = Indentation, columns
editor-tabs = Indent with tabs
editor-wrap = Wrap long lines
editor-brackets = Close brackets and quotes
editor-help = Language help while writing: completion and errors
editor-set = Set the editor

recording = Recording
recording-intro = If you like, the states of your programs are recorded as they are saved, and you can look at how each of them grew. Only you can see it, and you can delete it at any time. Long recordings get coarser.
recording-do = Record how my code grows
recording-set = Set the recording
recording-states = States
recording-last = Last
recording-forget = Delete all recordings
recording-forget-confirm = Delete what is recorded? It can't be had again.

locale-browser = As the browser says
locale-set = Set the language

appearance = Appearance
appearance-colours = Colours
appearance-system = As the system has it
appearance-light = Light
appearance-dark = Dark
appearance-contrast = Contrast
appearance-high = High
appearance-kept = Kept in this browser.

tokens = API tokens
tokens-intro = A token lets a program use the <a href="/api/v1/docs" hreflang="en">API</a> in your name, as <code>Authorization: Bearer …</code>
token-made = The token “{ $label }”. Copy it now: it is not shown again.
token-name = Name
token-created = Made
token-used = Last used
token-action = Action
token-never = never
token-revoke = Revoke
token-revoke-named = Revoke { $label }
token-revoke-confirm = Revoke the token “{ $label }”? Programs that use it stop working.
token-new = Name of a new token
token-new-hint = What it is for: laptop, grading script
token-make = Make a token

password-current = Current password
password-new = New password
password-new-hint = At least 8 characters; other sessions are logged out
password-change = Change the password
