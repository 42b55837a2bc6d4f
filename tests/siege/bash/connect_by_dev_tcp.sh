# why: bash's own network
# verdict: RTE
# says: forbidden system call
# abuse: syscall
exec 3<>/dev/tcp/127.0.0.1/22
echo connected
