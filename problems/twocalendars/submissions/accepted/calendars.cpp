#include <iostream>
#include <tuple>

// Returns g, x with g = gcd(a, b) and a x = g (mod b).
std::tuple<long long, long long> euclid(long long a, long long b) {
    long long x = 1, next = 0;
    while (b != 0) {
        const long long quotient = a / b;
        std::tie(a, b) = std::tuple(b, a - quotient * b);
        std::tie(x, next) = std::tuple(next, x - quotient * next);
    }
    return {a, x};
}

int main() {
    int t;
    std::cin >> t;
    for (long long p, a, q, b; t-- > 0 && std::cin >> p >> a >> q >> b;) {
        const auto [g, inverse] = euclid(p, q);
        if ((a - b) % g != 0) {
            std::cout << "never\n";
            continue;
        }
        const long long wait = (p - a) % p, wheel = q / g;
        const auto modulo = [wheel](long long x) { return (x % wheel + wheel) % wheel; };
        const long long y = modulo(modulo((-b - wait) / g) * modulo(inverse));
        std::cout << wait + p * y << '\n';
    }
}
