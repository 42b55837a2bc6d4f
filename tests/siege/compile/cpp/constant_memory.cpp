// why: a constant that takes all memory while it is computed
// verdict: CE
// compile-seconds: 6
#include <vector>
constexpr long big() {
    long sum = 0;
    for (int i = 0; i < 200000; i++) {
        std::vector<long> *v = new std::vector<long>(1 << 20, i);
        sum += v->size();
    }
    return sum;
}
static_assert(big() == 1);
int main() {}
