# why: a link up and down again leads to no file of the host
# verdict: RTE
ln -s ../../../../../../../../root/.bashrc main
