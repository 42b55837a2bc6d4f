// why: memory that is in no file
// verdict: CE RTE MLE
static char all[1ul << 40];
int main(void) {
    for (unsigned long i = 0; i < sizeof all; i += 4096) ((volatile char *)all)[i] = 1;
    return 0;
}
