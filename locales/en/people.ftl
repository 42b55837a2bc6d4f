# Leaderboard and profiles.

leaderboard-intro = By problems solved; whoever solved their last one first is ahead. It changes by itself.
leaderboard-none = Nobody has solved anything yet.
leaderboard-first = Be the first
leaderboard-period = Time
leaderboard-ever = All time
leaderboard-this-month = This month
leaderboard-of = Whose
leaderboard-everybody = Everybody
leaderboard-months = Months
leaderboard-month-intro = What was earned in this calendar month (UTC): problems first solved in it, and the points by which best results grew. Whoever solved their last one first is ahead.
leaderboard-none-then = Nobody has solved anything in this month.
rank = Rank
solved = Solved
last-solved = Last solved
last-year = The last year
calendar-day = { $day }: { $submissions } submitted, { $accepted } accepted
calendar-summary = { $submissions ->
    [one] { $submissions } submission
   *[other] { $submissions } submissions
} on { $days ->
    [one] { $days } day
   *[other] { $days } days
} of the last year
languages = Languages
share = Share
latest-submissions = Latest submissions
none-yet = None yet.
here-since = Here since
