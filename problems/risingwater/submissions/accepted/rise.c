#include <stdio.h>

int main(void) {
    int n, previous, best = 1, best_start = 1, start = 1;
    if (scanf("%d %d", &n, &previous) != 2) return 1;
    for (int i = 2; i <= n; i++) {
        int height;
        if (scanf("%d", &height) != 1) return 1;
        if (height <= previous) start = i;
        if (i - start + 1 > best) {
            best = i - start + 1;
            best_start = start;
        }
        previous = height;
    }
    printf("%d %d\n", best, best_start);
    return 0;
}
