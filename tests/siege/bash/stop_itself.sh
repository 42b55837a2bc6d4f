# why: a stopped process uses no CPU time
# verdict: TLE
# says: wall-clock
# seconds: 1
kill -STOP $$
