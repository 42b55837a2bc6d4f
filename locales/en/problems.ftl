# The list of problems, and the page where one is read and solved.

all = All
problems = Problems
all-problems = All problems
problems-search = Search
problems-search-hint = Name or tag
problems-search-do = Search
problems-show = Show
problems-unsolved = Not solved
problems-tried = Tried, not solved
problems-solved = Solved
problems-sort = Sort by
problems-count = { $problems ->
    [one] { $problems } problem
   *[other] { $problems } problems
}
problems-none = No problem fits.
problems-show-all = Show all problems
tags = Tags
tags-all = All tags
column-state = State
column-difficulty = Difficulty
column-points = Points
column-solvers = Solved by
of = { $part } of { $whole }
out-of = of { $number }

problem-parts = Parts of this page
statement = Statement
code = Code
answers = Answers
sample-run = Run this sample
sample-interaction = Interaction of sample { $sample }
sample-copy-input = Copy input of sample { $sample }
sample-copy-output = Copy output of sample { $sample }
sample-input = Input of sample { $sample }
sample-output = Output of sample { $sample }
input = Input
output = Output
copy = Copy
files = Files
problem-by = By { $authors }.
problem-licence = Licence: { $licence }.
statement-languages = Languages of the statement
editorial = Editorial
editorial-languages = Languages of the editorial
editorial-document = Download the editorial (PDF)
editorial-later = There is an editorial; it is for those who have solved the problem.
divider = Width of the statement
your-program = Your program
your-answers = Your answers
problem-guest = Solve this problem here
problem-guest-program = Log in to write, run and submit a program.
problem-guest-answers = Log in to submit your answers.

start-over = Start over
keys = Keys
source-code = Source code
editor-hint = Tab indents; Escape, then Tab, leaves the editor.
input-own = My own
run = Run
run-all = Run all
submit = Submit
outcome = Outcome

answers-intro = No program is wanted here: you work the answers out by whatever means, and submit them. { $tests ->
    [one] There is one test.
   *[other] There are { $tests } tests.
}
answers-files = Files, or one ZIP archive of them
answers-hint = A file for each test, in any number: a test without one counts as an empty answer.
answer-text = Or the answer as text
answers-names = Names of the files

cases = Inputs of my own
case-edit = Edit
case-edit-named = Edit the case { $case }
case-remove = Remove
case-remove-named = Remove the case { $case }
case-input = My own input
case-expected = Expected output, if you know it
case-name = Keep as a case named
case-keep = Keep

console = Console
console-hint = Your program runs, and you type its input line by line while it answers.
console-hint-talk = Play the judge: your program runs, and you answer what it asks, line by line.
console-start = Start
console-end = End of input
console-stop = Stop
console-log = Talk with your program
console-line = Your line
console-broke = The sandbox failed; that is not your program's fault. Start it again.

conflict = This draft was changed elsewhere
conflict-intro = Another tab or device kept another version of it. Both are there; choose the one to go on with.
conflict-same = They differ in nothing that can be seen.
conflict-signs = − the other version, + the one here
conflict-mine = Keep the one here
conflict-theirs = Take the other

your-submissions = Your submissions
your-submissions-none = None yet. What you submit stays here, with its code.
compare = Compare
compare-old = Old
compare-new = New
compare-as-older = Submission { $id } as the older one
compare-as-newer = Submission { $id } as the newer one
compare-choose = Choose the two submissions to compare, an older and a newer one.
submission = submission { $id }
code-of = Code of submission { $id }
code-hint = “Code” puts that program back into the editor.

playback = How your code grew
playback-none = Nothing is recorded for this problem. You can switch recording on in the settings.
playback-intro = Only you see this. What came with a state is underlined, what went with it is struck out.
playback-play = Play
playback-moment = State
playback-speed = Speed
playback-slow = Slow
playback-normal = Normal
playback-fast = Fast
playback-where = State { $number } of { $states }
playback-forget = Delete this recording
