# why: a child floods, and its parent says that all is well
# verdict: OLE
# abuse: output flood
yes
exit 0
