# why: its own limits may only go down
# verdict: AC
# stdout: refused
done_=
for what in -u -f -t -n -c; do
    ulimit $what unlimited 2> /dev/null && [ "$(ulimit $what)" = unlimited ] && [ $what != -u ] && done_="$done_ $what"
done
for file in oom_score_adj uid_map gid_map setgroups attr/current loginuid timerslack_ns; do
    for value in -1000 '0 0 1' allow; do
        { echo "$value" > /proc/self/$file; } 2> /dev/null && done_="$done_ $file"
    done
done
echo "${done_:-refused}"
