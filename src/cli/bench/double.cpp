#include <iostream>

// Answers each number with its double, until there are no more.
int main() {
    long long number;
    while (std::cin >> number) std::cout << 2 * number << std::endl;
}
