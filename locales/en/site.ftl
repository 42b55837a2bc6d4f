# The frame of every page, and pieces that many pages have.

skip = Skip to the content
nav-main = Main
nav-problems = Problems
nav-submissions = Submissions
nav-leaderboard = Leaderboard
nav-help = Help
nav-admin = Admin
theme-switch = Switch between light and dark
log-in = Log in
log-out = Log out
sign-up = Sign up
locale = Language of the pages
locale-switch = Read this site in
foot-minos = Minos, an online judge
foot-help = Verdicts and languages

restriction-suspended = This account is suspended and can't send programs ({ $reason }). Ask an admin if this is a mistake.
restriction-throttled = This account may send programs only slowly until { $until } UTC ({ $reason }).

column-submission = Submission
column-user = User
column-problem = Problem
column-verdict = Verdict
column-language = Language
column-time = Time
column-memory = Memory
column-submitted = Submitted

pager = Pages
pager-previous = Previous
pager-next = Next
pager-page = Page { $page } of { $pages }

difference-cut = It goes on; only the beginning is shown.

talk-judge = Judge:
talk-program = Program:
talk-next = Next run
