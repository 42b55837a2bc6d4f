// why: files without a name are not found by whoever cleans up
// end: limit memory
#include <fcntl.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) {
    for (;;) {
        int fd = open("/tmp/x", O_CREAT | O_WRONLY, 0600);
        if (fd < 0) return 3;
        unlink("/tmp/x");
        for (int i = 0; i < 4; i++) if (write(fd, block, sizeof block) < 0) return 4;
    }
}
