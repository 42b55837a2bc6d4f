// why: threads by the standard library, each of which starts more
// end: exited 0 | signaled 6
// stdout: refused
// denied-forks: yes
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <system_error>
#include <thread>
static std::atomic_flag told = ATOMIC_FLAG_INIT;
static void more() {
    try {
        for (;;) std::thread(more).detach(), std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } catch (const std::system_error &) {
        // Several may be refused at once.
        while (told.test_and_set()) std::this_thread::sleep_for(std::chrono::seconds(1));
        std::cout << "refused" << std::endl;
        std::_Exit(0);
    }
}
int main() { more(); }
