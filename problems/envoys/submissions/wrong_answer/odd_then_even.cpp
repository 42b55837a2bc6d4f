// Peaceful for d = 2 only.
#include <cstdio>

int main() {
    int n, d;
    if (std::scanf("%d %d", &n, &d) != 2) return 1;
    if (n > 1 && d > n / 2) {
        std::puts("impossible");
        return 0;
    }
    for (int rank = 2; rank <= n; rank += 2) std::printf("%d ", rank);
    for (int rank = 1; rank <= n; rank += 2) std::printf("%d ", rank);
    std::puts("");
}
