#include <iostream>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, previous;
    std::cin >> n >> previous;
    int best = 1, best_start = 1, start = 1;
    for (int i = 2, height; i <= n; ++i, previous = height) {
        std::cin >> height;
        if (height <= previous) start = i;
        if (i - start + 1 > best) {
            best = i - start + 1;
            best_start = start;
        }
    }
    std::cout << best << ' ' << best_start << '\n';
}
