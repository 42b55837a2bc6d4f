# why: outlives its parent in a session of its own, and writes later
# verdict: AC
# stdout: parent
setsid bash -c 'trap "" HUP TERM; exec > /proc/self/fd/1; sleep 0.3; echo daemon; sleep 100' &
disown
echo parent
