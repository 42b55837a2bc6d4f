// why: many files by the standard library, errors ignored
// end: limit memory
#include <filesystem>
#include <fstream>
#include <string>
int main() {
    const std::string block(1 << 20, 'x');
    for (int i = 0;; i++) {
        std::filesystem::create_directories("/tmp/" + std::to_string(i));
        std::ofstream("/tmp/" + std::to_string(i) + "/x") << block;
    }
}
