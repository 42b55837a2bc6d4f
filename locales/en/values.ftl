# What values are called: verdicts, stages, ends of runs, orders, marks; and how numbers with a
# unit are written.

verdict-accepted = Accepted
verdict-partial = Partially accepted
verdict-wrong-answer = Wrong answer
verdict-time-limit = Time limit exceeded
verdict-memory-limit = Memory limit exceeded
verdict-output-limit = Output limit exceeded
verdict-runtime-error = Runtime error
verdict-compile-error = Compile error
verdict-judge-error = Judge error

status-queued = Waiting
status-compiling = Compiling
status-running = Running
status-done = Done
status-dead = Judging failed
status-cancelled = Cancelled

run-ok = Ran to its end
run-exit-code = Exit code not 0
run-signal = Crashed
run-process-limit = Too many processes
run-forbidden-call = Forbidden system call
run-stopped = Stopped

outcome-right = Right
outcome-differs = Differs
outcome-ran = Ran

sort-name = Name
sort-easiest = Easiest first
sort-hardest = Hardest first
sort-solvers = Most solved first
sort-newest = Newest first

difficulty-easy = Easy
difficulty-medium = Medium
difficulty-hard = Hard

mark-solved = Solved
mark-partial = Partly solved
mark-tried = Tried

role-user = user
role-judge = judge
role-admin = admin

sample = Sample { $sample }
group-samples = Samples
group-tests = Tests
group-named = { $group }

solvers-none = Nobody has tried it yet
solvers = Solved by { $solvers } of { $attempters }

seconds = { $seconds } s
mebibytes = { $mebibytes } MiB
time-utc = { $moment } UTC
