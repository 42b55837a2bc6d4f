# why: signals to everybody that can be reached
# verdict: AC
# stdout: alive
kill -KILL 1 2> /dev/null
kill -TERM 1 2> /dev/null
kill -STOP 1 2> /dev/null
trap '' HUP TERM INT QUIT USR1 USR2 ALRM
kill -HUP -1 2> /dev/null
kill -TERM -1 2> /dev/null
echo alive
