#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    long long k;
    std::cin >> n >> k;
    std::vector<long long> rests(n + 1);
    for (int i = 1; i <= n; ++i) {
        long long earned;
        std::cin >> earned;
        rests[i] = ((rests[i - 1] + earned) % k + k) % k;
    }
    std::sort(rests.begin(), rests.end());
    long long answer = 0, run = 0;
    for (int i = 1; i <= n; ++i) {
        run = rests[i] == rests[i - 1] ? run + 1 : 0;
        answer += run;
    }
    std::cout << answer << '\n';
}
