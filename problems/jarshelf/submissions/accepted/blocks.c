/* Counts the jars in blocks of 1024 places. */
#include <stdio.h>
#include <string.h>

#define SIZE 1024

static char on_shelf[1000000 + SIZE];
static int jars[1000000 / SIZE + 1];

int main(void) {
    int n, q;
    if (scanf("%d %d", &n, &q) != 2) return 1;
    for (int i = 0; i < n; i++) {
        on_shelf[i] = 1;
        jars[i / SIZE]++;
    }
    while (q-- > 0) {
        char request[8];
        int number;
        if (scanf("%7s %d", request, &number) != 2) return 1;
        if (strcmp(request, "take") == 0) {
            int block = 0;
            while (jars[block] < number) number -= jars[block++];
            int place = block * SIZE;
            for (;; place++) {
                number -= on_shelf[place];
                if (number == 0) break;
            }
            on_shelf[place] = 0;
            jars[block]--;
            printf("%d\n", place + 1);
        } else {
            on_shelf[number - 1] = 1;
            jars[(number - 1) / SIZE]++;
        }
    }
    return 0;
}
