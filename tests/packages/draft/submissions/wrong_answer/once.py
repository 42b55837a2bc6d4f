words = input().split()
print(words[0])
