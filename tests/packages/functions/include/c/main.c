#include <stdio.h>

#include "scaled.h"

int main(void) {
    long number, factor;
    if (scanf("%ld %ld", &number, &factor) != 2 || factor != {{factor}}) return 1;
    printf("%ld\n", scaled(number, factor));
    return 0;
}
