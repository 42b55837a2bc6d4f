# why: a child floods, and its parent says that all is well
# verdict: OLE
# abuse: output
yes
exit 0
