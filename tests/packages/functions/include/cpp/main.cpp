#include <iostream>

#include "scaled.h"

int main() {
    long number, factor;
    if (!(std::cin >> number >> factor)) return 1;
    std::cout << scaled(number, factor) << '\n';
}
