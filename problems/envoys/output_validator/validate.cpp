// validate input answer feedback_dir/ < output
// Exit code 42: the seating is right; 43: it is wrong; else the package is wrong.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

std::string feedback;

int finish(int code, const std::string& message) {
    std::ofstream(feedback + "judgemessage.txt") << message << '\n';
    return code;
}

// The rank that a word names, or 0 when it names none.
int rank_of(const std::string& word, int n) {
    if (word.empty() || word.size() > 6) return 0;
    for (char c : word) {
        if (c < '0' || c > '9') return 0;
    }
    int rank = std::atoi(word.c_str());
    return rank <= n ? rank : 0;
}

bool says_impossible(const std::string& word) {
    std::string lower;
    for (char c : word) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower == "impossible";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 1;
    feedback = argv[3];
    std::ifstream input(argv[1]), answer(argv[2]);
    int n, d;
    std::string expected;
    if (!(input >> n >> d) || !(answer >> expected)) return 1;
    const bool possible = !says_impossible(expected);

    std::ios::sync_with_stdio(false);
    std::string word;
    if (!(std::cin >> word)) return finish(43, "no output");
    if (says_impossible(word)) {
        if (possible) return finish(43, "there is a peaceful seating");
        if (std::cin >> word) return finish(43, "text after 'impossible'");
        return finish(42, "right: impossible");
    }
    std::vector<char> seated(n + 1, 0);
    int previous = 0;
    for (int place = 1; place <= n; ++place) {
        if (place > 1 && !(std::cin >> word)) {
            return finish(43, "only " + std::to_string(place - 1) + " envoys sit");
        }
        const int rank = rank_of(word, n);
        const std::string where = " in place " + std::to_string(place);
        if (rank == 0) return finish(43, "no rank" + where);
        if (seated[rank]) return finish(43, "an envoy sits twice" + where);
        if (place > 1 && std::abs(rank - previous) < d) return finish(43, "a quarrel" + where);
        seated[rank] = 1;
        previous = rank;
    }
    if (std::cin >> word) return finish(43, "too many envoys");
    if (!possible) return 1;  // The reference answer is wrong.
    return finish(42, "a peaceful seating");
}
