# why: a limit that it set itself
# verdict: RTE
# says: SIGXCPU
import resource

resource.setrlimit(resource.RLIMIT_CPU, (1, 2))
while True:
    pass
