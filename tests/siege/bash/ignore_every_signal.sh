# why: spins with every signal ignored that can be
# verdict: TLE
# seconds: 1
trap '' HUP INT QUIT TERM XCPU XFSZ USR1 USR2 ALRM VTALRM PROF PIPE
while :; do :; done
