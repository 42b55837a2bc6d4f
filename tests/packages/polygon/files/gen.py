import sys

numbers = " ".join(sys.argv[1:3])
if "file" in sys.argv:
    open("first", "w").write("not this one\n")
    open("second", "w").write(numbers + "\n")
else:
    print(numbers)
