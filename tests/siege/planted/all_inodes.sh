# why: no file can be added
# verdict: AC RTE
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
touch {1..40000} 2> /dev/null
exit 0
