#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char word[16];
    if (scanf("%15s", word) != 1) return 1;
    if (!strcmp(word, "crash")) {
        volatile int *nowhere = NULL;
        *nowhere = 1;
    }
    if (!strcmp(word, "loop"))
        for (volatile int i = 0;; i++);
    if (!strcmp(word, "hog"))
        for (;;) {
            char *block = malloc(1 << 20);
            memset(block, 1, 1 << 20);
            fprintf(stderr, "%p", (void *)block);
        }
    printf("unknown\n");
}
