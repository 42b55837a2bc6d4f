import sys

asked, found = open(sys.argv[2]).read().split()
sys.exit(f"wrong answer {asked} questions") if int(asked) > 7 else sys.exit(0)
