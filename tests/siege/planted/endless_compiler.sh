# why: a compiler that does not end, and leaves a program
# verdict: CE
# compile-seconds: 2
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
trap '' HUP INT TERM XCPU
while :; do :; done
