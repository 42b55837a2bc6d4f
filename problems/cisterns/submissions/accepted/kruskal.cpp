#include <algorithm>
#include <iostream>
#include <numeric>
#include <tuple>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m;
    std::cin >> n >> m;
    std::vector<std::tuple<int, int, int>> pipes;
    for (int village = 1, cost; village <= n; ++village) {
        std::cin >> cost;
        pipes.emplace_back(cost, 0, village);
    }
    for (int u, v, cost; m-- > 0;) {
        std::cin >> u >> v >> cost;
        pipes.emplace_back(cost, u, v);
    }
    std::sort(pipes.begin(), pipes.end());
    std::vector<int> parent(n + 1);
    std::iota(parent.begin(), parent.end(), 0);
    const auto root = [&](int village) {
        while (parent[village] != village) village = parent[village] = parent[parent[village]];
        return village;
    };
    long long total = 0;
    for (const auto& [cost, u, v] : pipes) {
        const int one = root(u), other = root(v);
        if (one != other) {
            parent[one] = other;
            total += cost;
        }
    }
    std::cout << total << '\n';
}
