#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string word;
    std::cin >> word;
    if (word == "crash") std::vector<int>().at(7);
    if (word == "loop")
        for (volatile int i = 0;; i = i + 1);
    if (word == "hog")
        for (std::vector<int> all;;) all.push_back(1);
    std::cout << "unknown\n";
}
