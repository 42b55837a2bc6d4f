# why: a program that is to be run by itself
# verdict: RTE
echo '#!/box/main' > main
chmod +x main
