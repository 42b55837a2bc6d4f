# why: compilers run as strictly as programs
# verdict: AC
# stdout: refused
if unshare -U true 2> /dev/null || mount -t tmpfs x /tmp 2> /dev/null || (exec 3<> /dev/tcp/127.0.0.1/22) 2> /dev/null
then word=done
else word=refused
fi
printf '#!/bin/sh\necho %s\n' $word > main
chmod +x main
