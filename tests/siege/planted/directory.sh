# why: the program is a directory
# verdict: RTE
mkdir -p main/main
