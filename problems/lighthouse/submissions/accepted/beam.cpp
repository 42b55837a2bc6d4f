#include <algorithm>
#include <cmath>
#include <cstdio>

int main() {
    int n;
    double r, px, py, qx, qy, lit = 0;
    if (std::scanf("%d %lf %lf %lf", &n, &r, &px, &py) != 4) return 1;
    for (int i = 1; i < n; ++i, px = qx, py = qy) {
        if (std::scanf("%lf %lf", &qx, &qy) != 2) return 1;
        const double length = std::hypot(qx - px, qy - py);
        if (length == 0) continue;
        // Along the course: where the nearest point to the lighthouse is, and half the chord.
        const double foot = -(px * (qx - px) + py * (qy - py)) / length;
        const double distance = (px * qy - py * qx) / length;
        if (std::fabs(distance) >= r) continue;
        const double half = std::sqrt((r - distance) * (r + distance));
        lit += std::max(0.0, std::min(length, foot + half) - std::max(0.0, foot - half));
    }
    std::printf("%.9f\n", lit);
}
