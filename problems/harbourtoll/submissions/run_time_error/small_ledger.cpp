// The ledger has room for a hundred ships only.
#include <array>
#include <iostream>
#include <utility>

int main() {
    long long n, p, q, total = 0;
    std::cin >> n >> p >> q;
    std::array<std::pair<long long, long long>, 100> ships;
    for (long long i = 0; i < n; ++i) {
        auto& ship = ships.at(i);
        std::cin >> ship.first >> ship.second;
        total += ship.first * p + ship.second * q;
    }
    std::cout << total << '\n';
}
