// Lets Theseus wait in front of a gate until it opens.
#include <functional>
#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

int main() {
    int h, w, k;
    std::cin >> h >> w >> k;
    std::string grid, row;
    for (int y = 0; y < h; ++y) {
        std::cin >> row;
        grid += row;
    }
    std::vector<int> reached(h * w, 1 << 30);
    std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>> queue;
    const int start = static_cast<int>(grid.find('S'));
    reached[start] = 0;
    queue.emplace(0, start);
    while (!queue.empty()) {
        const auto [minute, chamber] = queue.top();
        queue.pop();
        if (grid[chamber] == 'E') {
            std::cout << minute << '\n';
            return 0;
        }
        for (const auto [dy, dx] : {std::pair{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
            const int y = chamber / w + dy, x = chamber % w + dx;
            if (y < 0 || y >= h || x < 0 || x >= w || grid[y * w + x] == '#') continue;
            int then = minute + 1;
            if (grid[y * w + x] == 'o') then = (then + k - 1) / k * k;
            if (then < reached[y * w + x]) {
                reached[y * w + x] = then;
                queue.emplace(then, y * w + x);
            }
        }
    }
    std::cout << "-1\n";
}
