// Compares polynomial hashes modulo the prime 2^61 - 1, and then the signs themselves.
#include <cstdint>
#include <iostream>
#include <string>

constexpr std::uint64_t prime = (1ULL << 61) - 1;

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::uint64_t>(static_cast<unsigned __int128>(a) * b % prime);
}

int main() {
    std::string first, second;
    std::cin >> first >> second;
    const std::uint64_t base = 911'382'323'061'853'297ULL % prime;
    std::uint64_t rolled = 0, wanted = 0, top = 1;
    for (std::size_t i = 0; i < first.size(); ++i) {
        rolled = (times(rolled, base) + first[i]) % prime;
        wanted = (times(wanted, base) + second[i]) % prime;
        top = times(top, base);
    }
    for (std::size_t k = 0; k < first.size(); ++k) {
        if (rolled == wanted) {
            if (first.substr(k) + first.substr(0, k) == second) {
                std::cout << k << '\n';
                return 0;
            }
        }
        // The first sign goes to the end.
        const std::uint64_t sign = first[k];
        rolled = (times(rolled, base) + sign + times(prime - top, sign)) % prime;
    }
    std::cout << "-1\n";
}
