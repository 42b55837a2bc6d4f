# why: a variable that grows
# verdict: MLE
x=0123456789abcdef
while :; do x=$x$x; done
