// There is room for prints of 100000 signs only.
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string first, second;
    std::cin >> first >> second;
    const int n = static_cast<int>(first.size());
    std::vector<int> border(100'001, 0);
    for (int i = 1, matched = 0; i < n; ++i) {
        while (matched > 0 && second[i] != second[matched]) matched = border.at(matched);
        if (second[i] == second[matched]) ++matched;
        border.at(i + 1) = matched;
    }
    for (int i = 0, matched = 0; i < 2 * n - 1; ++i) {
        while (matched > 0 && first[i % n] != second[matched]) matched = border.at(matched);
        if (first[i % n] == second[matched]) ++matched;
        if (matched == n) {
            std::cout << i - n + 1 << '\n';
            return 0;
        }
    }
    std::cout << "-1\n";
}
