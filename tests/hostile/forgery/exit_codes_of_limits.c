// why: codes by which shells and containers tell of signals are codes here
// end: exited 137
int main(void) { return 137; }
