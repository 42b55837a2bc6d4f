# why: bash's own network, without connections
# verdict: RTE
# says: forbidden system call
# abuse: syscall
echo x > /dev/udp/127.0.0.1/53
echo sent
