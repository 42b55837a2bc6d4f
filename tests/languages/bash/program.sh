read -r word
[ "$word" = crash ] && exit 7
while [ "$word" = loop ]; do :; done
all=xxxxxxxxxxxxxxxx
while [ "$word" = hog ]; do all=$all$all; done
echo unknown
