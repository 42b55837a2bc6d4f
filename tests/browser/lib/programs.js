// Programs for the bundled problem `harbourtoll`, on few lines: the editor closes brackets and
// indents by itself, and these are typed key by key.
export const CPP = `#include <iostream>
int main() { long long n, p, q, t = 0, a, b; std::cin >> n >> p >> q; while (std::cin >> a >> b) t += a * p + b * q; std::cout << t; }`;

export const PYTHON = `n, p, q = map(int, input().split())
print(sum(a * p + b * q for a, b in (map(int, input().split()) for _ in range(n))))`;

export const WRONG = "print(42)";

export const BROKEN_CPP = "int main() { return nothing; }";
