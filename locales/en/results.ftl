# What became of submissions and runs.

submission-title = Submission #{ $id }
submission-by = By
submission-of-another = Only its author and the judges see what was submitted, and the tests.
cancel = Cancel
cancel-confirm = Cancel this submission? It will not be judged, and counts for nothing.
judge-again = Judge again
note = Your note
note-hint = For yourself alone: nobody else can read it, no judge or admin either.
note-save = Save the note
result = Result
results = Results
no-scripts = Without scripts this page does not follow by itself.
look-again = Look again
file = File
file-size = Size
file-content = Content
file-content-of = Content of { $file }
file-show = Show
bytes = { $bytes } B

points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
points-of = { $points } of { $most } points
report-dead = Judging failed on this server's side. An admin sees it and can have it judged again; it counts for nothing against you.
report-cancelled = It was cancelled before it was judged, and counts for nothing.
compiler-errors = The compiler's errors
compiler-remarks = The compiler's remarks
compiler-output = Output of the compiler
groups = Groups
group = Group
group-not-run = Not run
test = Test
test-remark = Remark
difference = Difference
difference-in = Difference in { $test }
sample-run-differs = Run it and see what differs
expected-output = Expected output
input-of = Input of { $test }
expected-output-of = Expected output of { $test }
tests-skipped = { $tests ->
    [one] { $tests } more test was not run: it could not change the verdict.
   *[other] { $tests } more tests were not run: they could not change the verdict.
}
first-failed = The first test that failed is number { $number }: { $verdict }.

run-title = Run #{ $id }
run-right = Right on this sample
run-as-expected = As expected
run-differs = Differs from the sample
run-differs-own = Differs from what you expect
run-several-right = Ran; several answers can be right
run-dead = Running it failed on this server's side. Please try again; if it happens again, tell an admin.
run-cancelled = It was cancelled before it ran.
run-white-space = The texts differ in ways that do not count here, as white space does.
run-cut = The output was long; only its beginning is shown.
difference-signs = − expected, + yours
difference-label = Difference: − expected, + yours
your-output = Your output
stderr = Standard error
trial = All samples and cases
trial-right = { $right } of { $compared } right
back-to-problem = Back to the problem

compare-title = Submissions { $old } and { $new }
compare-what = What changed
compare-same = The two programs are the same.
compare-signs = − the older, + the newer

submissions-short-name = Short name
submissions-show = Show
submissions-none = No submission fits.
submissions-show-all = Show all submissions
submissions-newest = Newest
submissions-older = Older
export-csv = Export as CSV
