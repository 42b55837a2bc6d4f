# why: the compiler says that all is well, and there is no program
# verdict: RTE
exit 0
