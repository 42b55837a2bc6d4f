// A segment tree that counts the jars below each node.
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    int leaves = 1;
    while (leaves < n) leaves *= 2;
    std::vector<int> jars(2 * leaves, 0);
    for (int i = 0; i < n; ++i) jars[leaves + i] = 1;
    for (int i = leaves - 1; i > 0; --i) jars[i] = jars[2 * i] + jars[2 * i + 1];
    std::string request;
    for (int number; q-- > 0 && std::cin >> request >> number;) {
        if (request == "take") {
            int node = 1;
            while (node < leaves) {
                --jars[node];
                node *= 2;
                if (jars[node] < number) number -= jars[node++];
            }
            --jars[node];
            std::cout << node - leaves + 1 << '\n';
        } else {
            for (int node = leaves + number - 1; node > 0; node /= 2) ++jars[node];
        }
    }
}
