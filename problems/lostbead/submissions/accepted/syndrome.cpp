// A Varshamov-Tenengolts code, read by the weight of the cord rather than by trying all beads.
#include <iostream>
#include <string>

constexpr int beads = 25;

bool is_check(int place) { return (place & (place - 1)) == 0; }

std::string thread(int number) {
    std::string cord(beads, 'w');
    int sum = 0;
    for (int place = 1, bit = 0; place <= beads; ++place) {
        if (is_check(place)) continue;
        if (number >> bit++ & 1) {
            cord[place - 1] = 'b';
            sum += place;
        }
    }
    const int missing = (beads + 1 - sum % (beads + 1)) % (beads + 1);
    for (int check = 1; check <= beads; check *= 2) {
        if (missing & check) cord[check - 1] = 'b';
    }
    return cord;
}

int read(std::string cord) {
    int sum = 0, weight = 0;
    for (std::size_t at = 0; at < cord.size(); ++at) {
        if (cord[at] != 'b') continue;
        sum += static_cast<int>(at) + 1;
        ++weight;
    }
    const int missing = (beads + 1 - sum % (beads + 1)) % (beads + 1);
    std::size_t at = cord.size();
    if (missing <= weight) {  // a white bead with `missing` black ones after it
        for (int right = missing; right > 0;) right -= cord[--at] == 'b';
        cord.insert(at, 1, 'w');
    } else {  // a black one with `missing - weight - 1` white ones before it
        at = 0;
        for (int left = missing - weight - 1; left > 0; ++at) left -= cord[at] == 'w';
        cord.insert(at, 1, 'b');
    }
    int number = 0;
    for (int place = 1, bit = 0; place <= beads; ++place) {
        if (!is_check(place)) number |= (cord[place - 1] == 'b') << bit++;
    }
    return number;
}

int main() {
    std::string word;
    int count;
    std::cin >> word >> count;
    while (count-- > 0) {
        if (word == "send") {
            int number;
            std::cin >> number;
            std::cout << thread(number) << '\n';
        } else {
            std::string cord;
            std::cin >> cord;
            std::cout << read(cord) << '\n';
        }
    }
}
