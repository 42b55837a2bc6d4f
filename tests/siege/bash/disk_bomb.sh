# why: many files, each below the limit of one
# verdict: MLE
for i in {1..1000}; do head -c 4000000 /dev/zero > "/tmp/$i"; done
echo written
