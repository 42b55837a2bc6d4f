#include <fstream>
#include <iostream>

// Asks for the doubles of as many numbers as the input says.
int main(int, char **argv) {
    std::ifstream input(argv[1]);
    long long rounds, answer;
    input >> rounds;
    for (long long i = 1; i <= rounds; i++) {
        std::cout << i << std::endl;
        if (!(std::cin >> answer) || answer != 2 * i) return 43;
    }
    return 42;
}
