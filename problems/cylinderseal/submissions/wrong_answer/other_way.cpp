// Tells how many signs of the second print must be moved to get the first one.
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string first, second;
    std::cin >> first >> second;
    const std::string text = first + second + second;
    const std::size_t n = first.size();
    std::vector<std::size_t> border(text.size() + 1, 0);
    for (std::size_t i = 1, matched = 0; i < text.size(); ++i) {
        while (matched > 0 && (matched == n || text[i] != text[matched])) matched = border[matched];
        if (text[i] == text[matched]) ++matched;
        border[i + 1] = matched;
        if (i + 1 >= 2 * n && matched == n) {
            std::cout << i + 1 - 2 * n << '\n';
            return 0;
        }
    }
    std::cout << "-1\n";
}
