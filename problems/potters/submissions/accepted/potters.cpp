#include <algorithm>
#include <iostream>
#include <vector>

struct Potter {
    long long pot, batch, rest;
};

int main() {
    int n;
    long long m;
    std::cin >> n >> m;
    std::vector<Potter> potters(n);
    for (Potter& potter : potters) std::cin >> potter.pot >> potter.batch >> potter.rest;
    long long low = 0, high = 2'000'000'000'000'000'000;
    while (high - low > 1) {
        const long long middle = low + (high - low) / 2;
        long long pots = 0;
        for (const auto& [pot, batch, rest] : potters) {
            const long long cycle = pot * batch + rest;
            // In such a time a potter makes at most 2e18 pots; cut off, sums stay small.
            pots += std::min(m, middle / cycle * batch + std::min(batch, middle % cycle / pot));
        }
        (pots >= m ? high : low) = middle;
    }
    std::cout << high << '\n';
}
