public class Scaled {
    static long scaled(long number, long factor) {
        return 0;
    }
}
