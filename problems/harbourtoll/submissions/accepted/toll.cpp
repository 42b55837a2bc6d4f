#include <iostream>

int main() {
    long long n, p, q, total = 0;
    std::cin >> n >> p >> q;
    for (long long oars, amphorae; std::cin >> oars >> amphorae;) {
        total += oars * p + amphorae * q;
    }
    std::cout << total << '\n';
}
