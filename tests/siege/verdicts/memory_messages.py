# why: words of another language's runtime on stderr
# verdict: RTE
# says: exit code 1
import sys

sys.stderr.write("java.lang.OutOfMemoryError\nJavaScript heap out of memory\n")
sys.exit(1)
