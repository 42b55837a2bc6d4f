#include "testlib.h"

int main(int argc, char **argv) {
    registerTestlibCmd(argc, argv);
    long long wanted, found;
    if (!(ans >> wanted)) quit(_fail, "FAIL no answer");
    if (!(ouf >> found)) quit(_pe, "wrong output format a number is wanted");
    if (found != wanted) quit(_wa, "wrong answer another sum");
    quit(_ok, "ok");
}
