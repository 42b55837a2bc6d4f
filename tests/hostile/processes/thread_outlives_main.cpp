// why: the first thread ends and leaves the others running
// end: limit cpu
#include <pthread.h>
#include <thread>
int main() {
    std::thread([] { for (volatile long n = 0;; n = n + 1) {} }).detach();
    pthread_exit(nullptr);
}
