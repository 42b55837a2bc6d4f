# why: the exit code by which a validator accepts
# verdict: RTE
# says: exit code 42
import os

os._exit(42)
