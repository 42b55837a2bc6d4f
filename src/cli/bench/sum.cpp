#include <cstdio>
#include <iostream>

// Adds up the numbers of its input, read in large pieces.
int main() {
    static char buffer[1 << 16];
    unsigned long long sum = 0, number = 0;
    while (std::size_t got = std::fread(buffer, 1, sizeof buffer, stdin))
        for (std::size_t i = 0; i < got; i++) {
            if (buffer[i] >= '0') {
                number = number * 10 + (buffer[i] - '0');
            } else {
                sum += number;
                number = 0;
            }
        }
    std::cout << sum << '\n';
}
