/* Deals the jars out to the ships in turn. */
#include <stdio.h>

int main(void) {
    int n, k;
    if (scanf("%d %d", &n, &k) != 2) return 1;
    for (int jar = 0; jar < n; jar++) printf("%d\n", jar % k + 1);
    return 0;
}
