# why: output that a comparison may choke on
# verdict: WA
import sys

sys.stdout.buffer.write(b"\xff\xfe\0" + b"9" * (1 << 20) + b" nan inf -0 1e999999999 0x1p3 " + b"\0 \n" * (1 << 20))
