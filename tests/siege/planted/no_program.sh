# why: thirty megabytes of nothing
# verdict: RTE
head -c 30000000 /dev/zero > main
chmod +x main
