# why: the program is a link without an end
# verdict: RTE
ln -s main main
