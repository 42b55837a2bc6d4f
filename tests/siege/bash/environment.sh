# why: the server's environment may hold its secrets
# verdict: AC
# stdout: HOME LANG PATH TMPDIR
tr '\0' '\n' < /proc/$$/environ | cut -d= -f1 | sort | paste -sd' '
