// A Li Chao tree over the places 0 to 2^20 - 1 keeps the least of the lines.
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

constexpr int size = 1 << 20;

struct Line {
    long long slope = 0, base = 4'000'000'000'000'000'000;
    long long at(long long x) const { return slope * x + base; }
};

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<long long> places(n), fees(n);
    for (long long& place : places) std::cin >> place;
    for (long long& fee : fees) std::cin >> fee;
    std::vector<Line> tree(2 * size);
    long long cost = 0;
    for (int i = 0; i < n; ++i) {
        const long long x = places[i];
        if (i > 0) {
            long long least = tree[0].base;
            for (int node = size + static_cast<int>(x); node > 0; node /= 2) {
                least = std::min(least, tree[node].at(x));
            }
            cost = fees[i] + x * x + least;
        }
        Line line{-2 * x, cost + x * x};
        for (int node = 1, low = 0, width = size; node < 2 * size; width /= 2) {
            const int middle = low + width / 2;
            if (line.at(middle) < tree[node].at(middle)) std::swap(line, tree[node]);
            if (width == 1) break;
            if (line.at(low) < tree[node].at(low)) {
                node = 2 * node;
            } else if (line.at(low + width - 1) < tree[node].at(low + width - 1)) {
                node = 2 * node + 1;
                low = middle;
            } else {
                break;
            }
        }
    }
    std::cout << cost << '\n';
}
