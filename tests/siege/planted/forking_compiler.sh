# why: a bomb in the place of a compiler
# verdict: CE AC RTE
# compile-seconds: 2
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
:() { : | : & :; }
: 2> /dev/null
sleep 5
