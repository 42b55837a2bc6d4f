fun main() {
    val (n, p, q) = readLine()!!.split(" ").map { it.toLong() }
    var total = 0L
    for (i in 1..n) {
        val (oars, amphorae) = readLine()!!.split(" ").map { it.toLong() }
        total += oars * p + amphorae * q
    }
    println(total)
}
