fun main() { println(nothing) }
