# why: a compiler that does not stop talking
# verdict: AC
# stdout: fine
# says: (cut)
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
head -c 200000000 /dev/zero | tr '\0' 'x'
