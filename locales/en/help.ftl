# Help for contestants.

help-on-page = On this page
help-how = How it works
help-verdicts = Verdicts
help-limits = Limits
help-setters = For setters
help-admins = For admins
help-keys = Keys on the problem page

help-how-program = Your program reads from standard input and writes to standard output. It is compiled and run on this server in a closed box: no network, no other files, with limits on time, memory and output. After <strong>Submit</strong> it runs on the hidden tests one after another, up to the first that fails; in a problem that gives points, every test group counts on its own.
help-how-compared = The output is compared word by word: how many spaces or line ends there are between words does not matter. A statement says so when several answers are right, or when decimals may differ a little.
help-how-console = Of an interactive problem you play the other side yourself in the <strong>Console</strong>: your program runs, and reads the lines that you type.

meaning-accepted = Every test came out right. Done.
meaning-partial = Right on some of the test groups of a problem that gives points. Look at which groups still fail.
meaning-wrong-answer = The program ended well, but its output is not what was asked for. Try the smallest and the largest inputs the statement allows.
meaning-time-limit = The program used more CPU time than the problem allows, or waited without end. Look for an algorithm that takes fewer steps, and read input in large pieces.
meaning-memory-limit = All processes of the program together used more memory than allowed. Keep less, or keep it smaller.
meaning-output-limit = The program printed far more than any right answer needs; often a loop that prints without end, or debug output.
meaning-runtime-error = The program crashed, or ended with an exit code other than 0: an index out of range, a division by zero, an exception that nobody caught, a forbidden system call.
meaning-compile-error = The compiler refused the source; its words are shown with the submission. Costs nothing.
meaning-judge-error = Judging itself failed. Never your fault; costs nothing, and the admins see it.

help-languages = These are on this server, in these versions.
help-for-api = For the API
help-compiler = Compiler or interpreter

help-limits-time = <strong>Time</strong> is CPU time, of all processes and threads together, for each test. A program that sleeps is stopped after twice the limit and one second. A test that comes close to the limit is measured once more with nothing else running, and that counts.
help-limits-memory = <strong>Memory</strong> is the highest use of all processes together. Languages with a runtime of their own (Java, Kotlin, JavaScript, C#…) may fill the limit with their heap, and get an allowance for the runtime on top; what is shown counts both.
help-limits-source = <strong>Source</strong>: at most { $size } KiB, and what the problem says.
help-limits-run = A run of your own without a problem: { $seconds } s and { $memory } MiB.

key-ctrl = Ctrl
key-enter = Enter
key-shift = Shift
help-key-run = Run on the chosen input; start the console where a problem is a talk
help-key-end = In the console: end of input
help-key-run-all = Run on all samples and cases
help-key-save = Keep the draft now; it is kept by itself too
help-key-search = Search and replace
help-key-comment = Comment lines in or out
help-key-tab = Indent; <kbd>Esc</kbd>, then <kbd>Tab</kbd>, leaves the editor
help-key-panes = To the statement, your submissions, the code
help-key-divider = On the divider: move it
help-key-list = This list, outside of fields
help-keys-more = On a Mac take <kbd>⌘</kbd> for <kbd>Ctrl</kbd>. Keys of Vim and Emacs are in your <a href="/settings#editor">settings</a>. What you type is kept as a draft for each problem and language, here and on the server.
