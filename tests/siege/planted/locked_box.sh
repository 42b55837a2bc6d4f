# why: its directory is closed to everybody
# verdict: AC
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
chmod 0 /box
