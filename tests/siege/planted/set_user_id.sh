# why: a program of its own with the set-user-ID bit
# verdict: AC
# stdout: user
cp /usr/bin/whoami main
chmod 6755 main
