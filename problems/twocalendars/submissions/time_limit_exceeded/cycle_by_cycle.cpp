// Waits for one day 0 of the sun after the other.
#include <iostream>

int main() {
    int t;
    std::cin >> t;
    for (long long p, a, q, b; t-- > 0 && std::cin >> p >> a >> q >> b;) {
        long long day = (p - a) % p, cycles = 0;
        while (cycles < q && (day + b) % q != 0) {
            day += p;
            ++cycles;
        }
        if (cycles < q) {
            std::cout << day << '\n';
        } else {
            std::cout << "never\n";
        }
    }
}
