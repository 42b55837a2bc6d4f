# why: a library as a builtin, from a place that it wrote itself
# verdict: AC
# stdout: refused
printf '\177ELF not a library' > /tmp/evil
if enable -f /tmp/evil evil 2> /dev/null; then echo loaded; else echo refused; fi
