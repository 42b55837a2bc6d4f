# why: the classic; its first process ends at once and leaves the rest behind
# verdict: AC WA TLE
# abuse: processes
# stdout:
# seconds: 1
:() { : | : & :; }
: & :
sleep 2
