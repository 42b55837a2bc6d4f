// why: a tree of templates, no deeper than is allowed
// verdict: CE
// compile-seconds: 4
template <int D, long I> struct Tree : Tree<D - 1, 2 * I>, Tree<D - 1, 2 * I + 1> {};
template <long I> struct Tree<0, I> {};
int main() { return sizeof(Tree<40, 1>); }
