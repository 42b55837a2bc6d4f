#include <iostream>
#include <queue>
#include <string>
#include <tuple>
#include <vector>

int main() {
    int h, w, k;
    std::cin >> h >> w >> k;
    std::vector<std::string> grid(h);
    for (std::string& row : grid) std::cin >> row;
    std::vector<int> minute(h * w * k, -1);
    auto state = [&](int y, int x, int phase) { return (y * w + x) * k + phase; };
    std::queue<std::tuple<int, int, int>> queue;
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            if (grid[y][x] == 'S') {
                minute[state(y, x, 0)] = 0;
                queue.emplace(y, x, 0);
            }
        }
    }
    while (!queue.empty()) {
        const auto [y, x, phase] = queue.front();
        queue.pop();
        const int now = minute[state(y, x, phase)];
        if (grid[y][x] == 'E') {
            std::cout << now << '\n';
            return 0;
        }
        const int next = (phase + 1) % k;
        for (const auto [dy, dx] : {std::pair{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
            const int to_y = y + dy, to_x = x + dx;
            if (to_y < 0 || to_y >= h || to_x < 0 || to_x >= w) continue;
            const char kind = grid[to_y][to_x];
            if (kind == '#' || (kind == 'o' && next != 0)) continue;
            int& then = minute[state(to_y, to_x, next)];
            if (then >= 0) continue;
            then = now + 1;
            queue.emplace(to_y, to_x, next);
        }
    }
    std::cout << "-1\n";
}
