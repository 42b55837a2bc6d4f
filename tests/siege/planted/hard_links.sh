# why: one megabyte under two thousand names is two gigabytes when it is copied
# verdict: AC RTE
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
head -c 1000000 /dev/urandom > big
for i in {1..40}; do mkdir $i; for j in {1..50}; do echo $i/$j; done; done | xargs -n 1 ln big
