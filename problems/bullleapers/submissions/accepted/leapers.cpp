#include <algorithm>
#include <iostream>
#include <queue>
#include <tuple>
#include <vector>

struct Offer {
    int begin, end, pay;
};

// Sweeps over the beginnings; engagements that are over, rest included, wait in a heap.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, r;
    std::cin >> n >> r;
    std::vector<Offer> offers(n);
    for (Offer& offer : offers) std::cin >> offer.begin >> offer.end >> offer.pay;
    std::sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.begin < b.begin; });
    using Earned = std::pair<long long, long long>;  // First free day, silver until then.
    std::priority_queue<Earned, std::vector<Earned>, std::greater<>> running;
    long long free = 0, best = 0;
    for (const Offer& offer : offers) {
        while (!running.empty() && running.top().first <= offer.begin) {
            free = std::max(free, running.top().second);
            running.pop();
        }
        const long long earned = free + offer.pay;
        best = std::max(best, earned);
        running.emplace(static_cast<long long>(offer.end) + r + 1, earned);
    }
    std::cout << best << '\n';
}
