# why: a program that may not be read
# verdict: RTE
umask 777
echo x > main
