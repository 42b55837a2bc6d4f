# Why something is refused, and what is wanted instead.

reason-sign-up-closed = Sign-up is closed; ask an admin for an account.
reason-account-disabled = This account is disabled; ask an admin.
reason-wrong-login = Wrong name or password.
reason-too-many-guesses = There were too many wrong passwords; try again in { $seconds } s.
reason-name-taken = The name { $name } is taken.
reason-wrong-password = This is not it.
reason-token-label = Use 1 to 60 characters, to know the token by.
reason-too-many-tokens = There are { $tokens } tokens already; revoke one first.
reason-font-size = Choose a size from 10 to 28 pixels.
reason-indent = Choose 1 to 8 columns.
reason-no-language = Say which language the program is in.
reason-unknown-language = Language { $asked } is not available; there is { $available }.
reason-program-wanted = This problem wants a program, in the field source.
reason-empty-program = The program is empty.
reason-answers-wanted = Send the answers as files, or one ZIP archive of them.
reason-others-program = Only its author may see a program.
reason-case-name = Give the case a name of 1 to { $characters } characters.
reason-too-many-cases = You keep { $cases } cases here already; remove one first.
reason-no-sample = There is no sample; keep an input of your own.
reason-others-job = Only its author or a judge may cancel it.
reason-job-begun = It can't be cancelled any more: a worker has begun with it.
reason-job-over = It can't be cancelled any more: it does not wait.
reason-slowed = { $restriction } The next one may come in { $seconds } s.
reason-draining = The judge is about to be serviced and takes no programs now. Yours was not taken: keep it, and send it again in a few minutes.
reason-queue-full = { $waiting } programs wait already, and the queue takes no more. Your program was not taken: keep it, and send it again in { $seconds } s.
reason-own-queue-full = { $waiting } of your programs wait already, which is as many as may. Your program was not taken: keep it, and send it again in { $seconds } s.
reason-role = Only for the role { $role }.
reason-too-large = It has { $size } bytes; at most { $limit } are allowed.

unfit-name = Use 2 to 32 letters (a to z), digits, “.”, “_” or “-”, with a letter or digit first.
unfit-short = Use at least 8 characters.
unfit-long = Use at most 1024 bytes.
unfit-is-name = It may not be the name.
unfit-one-character = Use more than one character over and over.
