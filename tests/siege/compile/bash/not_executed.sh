# why: checking the syntax must not run the program
# verdict: AC
# stdout: nothing
x=$(echo x 2> /dev/null > /box/planted; [ -e /box/planted ] && echo planted || echo nothing)
echo "$x"
