// The few words of testlib's language that the checker here speaks: arguments and exit codes.
#include <cstdio>
#include <cstdlib>
#include <fstream>

enum Result { _ok = 0, _wa = 1, _pe = 2, _fail = 3 };

std::ifstream inf, ouf, ans;

inline void registerTestlibCmd(int argc, char **argv) {
    if (argc < 4) exit(_fail);
    inf.open(argv[1]);
    ouf.open(argv[2]);
    ans.open(argv[3]);
}

inline void quit(Result result, const char *message) {
    fprintf(stderr, "%s\n", message);
    exit(result);
}
