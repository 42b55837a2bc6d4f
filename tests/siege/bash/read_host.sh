# why: files that a host has and a submission must not see
# verdict: AC
# stdout: nothing
shopt -s nullglob dotglob
seen=
for path in /etc/shadow /etc/resolv.conf /etc/machine-id /root /home /sys /run /var/lib \
    /proc/1/environ /proc/1/root/etc /proc/meminfo /proc/sys /proc/cmdline /dev/sd* /dev/vd* /dev/mem /dev/kmsg; do
    [ -r "$path" ] && seen="$seen $path"
done
while IFS= read -r name; do seen="$seen $name"; done \
    < <(find / -path /usr -prune -o \( -name '*.ans' -o -name '*.in' -o -name '*.db' \) -print 2> /dev/null)
echo "${seen:-nothing}"
