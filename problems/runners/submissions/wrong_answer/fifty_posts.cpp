// Thinks that nobody runs past more than fifty posts.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<long long> x(n), fee(n), cost(n, 0);
    for (long long& place : x) std::cin >> place;
    for (long long& f : fee) std::cin >> f;
    for (int j = 1; j < n; ++j) {
        long long least = 4'000'000'000'000'000'000;
        for (int i = std::max(0, j - 50); i < j; ++i) {
            least = std::min(least, cost[i] + (x[j] - x[i]) * (x[j] - x[i]));
        }
        cost[j] = least + fee[j];
    }
    std::cout << cost[n - 1] << '\n';
}
