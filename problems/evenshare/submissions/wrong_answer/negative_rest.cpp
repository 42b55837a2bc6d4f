// The rest of a negative total is negative, and differs from the positive one.
#include <iostream>
#include <map>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    long long n, k, total = 0, answer = 0;
    std::cin >> n >> k;
    std::map<long long, long long> seen{{0, 1}};
    for (long long earned; std::cin >> earned;) {
        total = (total + earned) % k;
        answer += seen[total]++;
    }
    std::cout << answer << '\n';
}
