// validate input answer feedback_dir/ < questions > replies
// Exit code 42: the peak was found; 43: it was not; else the package is wrong.
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

namespace {

constexpr int most_questions = 70;
constexpr long long top = 50'000'000'000;

std::string feedback;
long long milestones, peak;
std::uint64_t seed;

[[noreturn]] void finish(int code, const std::string& message) {
    std::ofstream(feedback + "judgemessage.txt") << message << std::endl;
    std::exit(code);
}

// A few bits that look random (the mixer of splitmix64).
std::uint64_t noise(std::uint64_t x) {
    x += seed * 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

// Each step away from the peak goes down by 1 to 31.
long long height(long long milestone) {
    if (milestone == peak) return top;
    const long long steps = milestone < peak ? peak - milestone : milestone - peak;
    return top - 16 * steps - static_cast<long long>(noise(static_cast<std::uint64_t>(milestone)) % 16);
}

// Reads a milestone's number; anything else is a wrong answer.
long long read_milestone() {
    std::string word;
    if (!(std::cin >> word)) finish(43, "the output ends in the middle of a line");
    const bool digits = word.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || word.size() > 10) finish(43, "no milestone: " + word.substr(0, 40));
    const long long milestone = std::stoll(word);
    if (milestone < 1 || milestone > milestones) finish(43, "no such milestone: " + word);
    return milestone;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 1;
    std::signal(SIGPIPE, SIG_IGN);
    feedback = argv[3];
    if (!(std::ifstream(argv[1]) >> milestones >> peak >> seed)) return 1;
    std::cout << milestones << std::endl;
    std::string word;
    for (int questions = 0; std::cin >> word;) {
        if (word == "!") {
            const long long said = read_milestone();
            if (said != peak) {
                finish(43, "the peak is at " + std::to_string(peak) + ", not at " + std::to_string(said));
            }
            if (std::cin >> word) finish(43, "text after the answer");
            finish(42, "found after " + std::to_string(questions) + " questions");
        }
        if (word != "?") finish(43, "neither a question nor an answer: " + word.substr(0, 40));
        const long long asked = read_milestone();
        if (++questions > most_questions) finish(43, "too many questions");
        std::cout << height(asked) << std::endl;
    }
    finish(43, "the output ends without an answer");
}
