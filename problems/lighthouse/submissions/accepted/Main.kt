import kotlin.math.hypot
import kotlin.math.max
import kotlin.math.min
import kotlin.math.sqrt

fun main() {
    val (n, r) = readLine()!!.split(" ").map { it.toInt() }
    var (px, py) = readLine()!!.split(" ").map { it.toLong() }
    var lit = 0.0
    for (i in 2..n) {
        val (qx, qy) = readLine()!!.split(" ").map { it.toLong() }
        val dx = qx - px
        val dy = qy - py
        val length = hypot(dx.toDouble(), dy.toDouble())
        if (length > 0) {
            val foot = -(px * dx + py * dy) / length
            val distance = (px * qy - py * qx) / length
            val half = sqrt(max(0.0, (r - distance) * (r + distance)))
            lit += max(0.0, min(length, foot + half) - max(0.0, foot - half))
        }
        px = qx
        py = qy
    }
    println(lit)
}
