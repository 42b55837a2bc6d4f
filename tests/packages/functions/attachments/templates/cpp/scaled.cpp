#include "scaled.h"

long scaled(long number, long factor) {
    return 0;
}
