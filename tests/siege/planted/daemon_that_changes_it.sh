# why: what still runs after compiling would change the program between two tests
# verdict: AC
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
printf '#!/bin/sh\necho changed\n' > other
chmod +x other
setsid bash -c 'trap "" HUP TERM INT; sleep 0.2; while :; do cp other new; mv new main; done' > /dev/null 2>&1 &
exit 0
