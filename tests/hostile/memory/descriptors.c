// why: every open file, and every watch on one, is memory of the kernel
// end: limit memory
// memory: 16
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
int main(void) {
    for (int child = 0; child < 14; child++) {
        int files[300];
        for (int i = 0; i < 300; i++) files[i] = eventfd(0, 0);
        for (int i = 0; i < 700; i++) {
            int group = epoll_create1(0);
            for (int j = 0; j < 300; j++) { struct epoll_event e = {.events = EPOLLIN}; epoll_ctl(group, EPOLL_CTL_ADD, files[j], &e); }
        }
        if (fork() > 0) for (;;) pause();
        // Those of its parent stay open there.
        for (int fd = 3; fd < 1024; fd++) close(fd);
    }
    return 0;
}
