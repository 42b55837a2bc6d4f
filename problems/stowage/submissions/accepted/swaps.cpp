// Tries all stowages when there are few jars. Else takes the heaviest jars first, and then
// improves the most heavily laden ship by moving and swapping jars until nothing helps.
#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>

int n, k;
std::vector<long long> weights, loads;
std::vector<int> stowage, best;
long long best_load;

void try_all(int jar) {
    if (*std::max_element(loads.begin(), loads.end()) >= best_load) return;
    if (jar == n) {
        best_load = *std::max_element(loads.begin(), loads.end());
        best = stowage;
        return;
    }
    for (int ship = 0; ship < k; ++ship) {
        stowage[jar] = ship;
        loads[ship] += weights[jar];
        try_all(jar + 1);
        loads[ship] -= weights[jar];
    }
}

void heaviest_first() {
    std::vector<int> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [](int a, int b) { return weights[a] > weights[b]; });
    for (int jar : order) {
        const auto least = std::min_element(loads.begin(), loads.end());
        stowage[jar] = static_cast<int>(least - loads.begin());
        *least += weights[jar];
    }
}

// Makes one ship and its fullest neighbour lighter; whether that was possible.
bool improve() {
    const int full = static_cast<int>(std::max_element(loads.begin(), loads.end()) - loads.begin());
    long long gain = 0;
    int from = -1, to = -1, into = -1;
    for (int ship = 0; ship < k; ++ship) {
        if (ship == full) continue;
        const long long gap = loads[full] - loads[ship];
        const auto consider = [&](int jar, int other, long long shift) {
            const long long now = std::min(shift, gap - shift);
            if (now > gain) {
                gain = now;
                from = jar;
                to = other;
                into = ship;
            }
        };
        // Jars of both ships by weight; the best partner of a jar is found by bisection.
        std::vector<std::pair<long long, int>> others{{0, -1}};
        for (int jar = 0; jar < n; ++jar) {
            if (stowage[jar] == ship) others.emplace_back(weights[jar], jar);
        }
        std::sort(others.begin(), others.end());
        for (int jar = 0; jar < n; ++jar) {
            if (stowage[jar] != full) continue;
            auto partner = std::lower_bound(
                others.begin(), others.end(), std::pair{weights[jar] - gap / 2, -1});
            for (int step = 0; step < 2; ++step) {
                if (partner != others.end()) {
                    consider(jar, partner->second, weights[jar] - partner->first);
                }
                if (partner == others.begin()) break;
                --partner;
            }
        }
    }
    if (from < 0) return false;
    loads[full] -= weights[from];
    loads[into] += weights[from];
    stowage[from] = into;
    if (to >= 0) {
        loads[into] -= weights[to];
        loads[full] += weights[to];
        stowage[to] = full;
    }
    return true;
}

int main() {
    std::cin >> n >> k;
    weights.resize(n);
    for (long long& weight : weights) std::cin >> weight;
    loads.assign(k, 0);
    stowage.assign(n, 0);
    if (n <= 12 && k <= 3) {
        best_load = std::accumulate(weights.begin(), weights.end(), 1LL);
        try_all(0);
        stowage = best;
    } else {
        heaviest_first();
        // The number of steps bounds the time: each looks at every jar for every ship.
        for (int step = 0; step < 100'000'000 / (n * k) && step < 3000 && improve();) ++step;
    }
    for (int ship : stowage) std::cout << ship + 1 << ' ';
    std::cout << '\n';
}
