// why: a container that grows, and swallows every exception on the way
// end: limit memory
#include <new>
#include <vector>
int main() {
    std::vector<std::vector<char>> all;
    for (;;) try { all.emplace_back(8 << 20, 'x'); } catch (const std::bad_alloc &) {}
}
