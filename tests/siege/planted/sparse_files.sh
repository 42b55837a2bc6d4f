# why: files without content, of thirty gigabytes when they are copied
# verdict: AC RTE
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
truncate -s 60000000 hole{1..500}
