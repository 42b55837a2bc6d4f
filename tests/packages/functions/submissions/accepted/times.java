public class Scaled {
    static long scaled(long number, long factor) {
        return number * factor;
    }

    public static void main(String[] args) {
        System.out.println("for trying it out; not what is run");
    }
}
