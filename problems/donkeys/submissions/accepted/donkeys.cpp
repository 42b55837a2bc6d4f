#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, d;
    std::cin >> n >> d;
    std::vector<int> weights(n);
    for (int& weight : weights) std::cin >> weight;
    std::sort(weights.begin(), weights.end());
    int donkeys = 0;
    for (int i = 1; i < n; ++i) {
        if (weights[i] - weights[i - 1] <= d) {
            ++donkeys;
            ++i;
        }
    }
    std::cout << donkeys << '\n';
}
