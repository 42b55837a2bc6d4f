fun main() {
    val word = readLine()!!
    if (word == "crash") println(listOf(1)[7])
    while (word == "loop") {}
    val all = ArrayList<IntArray>()
    while (word == "hog") all.add(IntArray(100_000))
    println("unknown")
}
