// why: a constant whose computation does not end
// verdict: CE
// says: loop
constexpr int endless() {
    for (unsigned i = 0;; i++)
        if (i == 0x100000000ull) return 1;
}
constexpr int value = endless();
int main() { return value; }
