// Never looks beyond 10^18 minutes.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    long long m;
    std::cin >> n >> m;
    std::vector<long long> t(n), b(n), r(n);
    for (int i = 0; i < n; ++i) std::cin >> t[i] >> b[i] >> r[i];
    long long low = 0, high = 1'000'000'000'000'000'000;
    while (high - low > 1) {
        const long long middle = (low + high) / 2;
        long long pots = 0;
        for (int i = 0; i < n; ++i) {
            const long long cycle = t[i] * b[i] + r[i];
            pots += std::min(m, middle / cycle * b[i] + std::min(b[i], middle % cycle / t[i]));
        }
        (pots >= m ? high : low) = middle;
    }
    std::cout << high << '\n';
}
