# why: the program is a link to a file of the host
# verdict: RTE
ln -s /etc/shadow main
