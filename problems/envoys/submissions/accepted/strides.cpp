// Walks over the ranks in strides of d: d, 2d, ... then d - 1, 2d - 1, ... The end of one
// walk and the start of the next are far apart, as every walk reaches beyond n - d >= d.
#include <cstdio>
#include <vector>

int main() {
    int n, d;
    if (std::scanf("%d %d", &n, &d) != 2) return 1;
    if (n > 1 && d > n / 2) {
        std::puts("impossible");
        return 0;
    }
    if (n == 1) {
        std::puts("1");
        return 0;
    }
    std::vector<int> seats;
    for (int start = d; start >= 1; --start) {
        for (int rank = start; rank <= n; rank += d) seats.push_back(rank);
    }
    for (int rank : seats) std::printf("%d\n", rank);
}
