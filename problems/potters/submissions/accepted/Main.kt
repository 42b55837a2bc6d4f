fun main() {
    val (n, m) = readLine()!!.split(" ").map { it.toLong() }
    val potters = List(n.toInt()) { readLine()!!.split(" ").map { it.toLong() }.toLongArray() }
    var low = 0L
    var high = 2_000_000_000_000_000_000L
    while (high - low > 1) {
        val middle = low + (high - low) / 2
        var pots = 0L
        for ((t, b, r) in potters) {
            val cycle = t * b + r
            pots += minOf(m, middle / cycle * b + minOf(b, middle % cycle / t))
        }
        if (pots >= m) high = middle else low = middle
    }
    println(high)
}
