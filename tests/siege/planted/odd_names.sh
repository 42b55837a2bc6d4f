# why: names that are no text, and other kinds of files
# verdict: AC
# stdout: fine
printf '#!/bin/sh\necho fine\n' > main
chmod +x main
touch $'new\nline' $'\xff\xfe' -- -rf '$(reboot)' "$(printf '%0255d' 0)"
mkfifo pipe
ln -s / root
ln -s nowhere link
mkdir -m 0 closed
