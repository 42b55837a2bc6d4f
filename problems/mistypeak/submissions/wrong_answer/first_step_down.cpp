// Walks over the mountain until the path goes down for the first time.
#include <iostream>

int main() {
    long long milestones, before = -1, height;
    std::cin >> milestones;
    long long milestone = 1;
    for (; milestone <= milestones; ++milestone) {
        std::cout << "? " << milestone << std::endl;
        if (!(std::cin >> height)) return 0;  // The shepherd has gone home.
        if (height < before) break;
        before = height;
    }
    std::cout << "! " << milestone - 1 << std::endl;
}
