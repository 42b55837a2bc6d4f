// why: a template without an end
// verdict: CE
// says: depth
template <int N> struct Next { static const int value = Next<N + 1>::value; };
int main() { return Next<0>::value; }
