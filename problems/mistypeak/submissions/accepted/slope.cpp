#include <iostream>

long long height(long long milestone) {
    std::cout << "? " << milestone << std::endl;
    long long answer;
    std::cin >> answer;
    return answer;
}

int main() {
    long long low = 1, high;
    std::cin >> high;
    while (low < high) {
        const long long middle = (low + high) / 2;
        if (height(middle) < height(middle + 1)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    std::cout << "! " << low << std::endl;
}
