// why: files in /tmp are memory too
// end: limit memory
#include <fcntl.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) {
    for (int i = 0;; i++) {
        char name[] = "/tmp/aaaa"; name[5] += i % 26; name[6] += i / 26 % 26; name[7] += i / 676 % 26;
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        for (int j = 0; j < 4; j++) if (write(fd, block, sizeof block) < 0) return 3;
        close(fd);
    }
}
