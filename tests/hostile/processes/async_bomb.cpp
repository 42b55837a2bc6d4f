// why: threads by the standard library, each of which starts more
// end: exited 0 | signaled 6
// stdout: refused
// denied-forks: yes
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <system_error>
#include <thread>
static void more() {
    try {
        for (;;) std::thread(more).detach(), std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } catch (const std::system_error &) {
        std::cout << "refused" << std::endl;
        std::_Exit(0);
    }
}
int main() { more(); }
