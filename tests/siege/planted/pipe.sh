# why: the program is a pipe, for whose other end one could wait for ever
# verdict: RTE
mkfifo main
