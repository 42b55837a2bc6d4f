# why: directories deeper than any path can name
# verdict: AC RTE
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
name=$(printf '%0200d' 0)
for i in {1..60}; do mkdir $name && cd -P $name 2> /dev/null || break; done
exit 0
