#include <stdio.h>

int main(void) {
    long long n, p, q, total = 0;
    if (scanf("%lld %lld %lld", &n, &p, &q) != 3) return 1;
    for (long long i = 0; i < n; i++) {
        long long oars, amphorae;
        if (scanf("%lld %lld", &oars, &amphorae) != 2) return 1;
        total += oars * p + amphorae * q;
    }
    printf("%lld\n", total);
    return 0;
}
