import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        long p = in.nextLong();
        long q = in.nextLong();
        long total = 0;
        for (int i = 0; i < n; i++) {
            total += in.nextLong() * p + in.nextLong() * q;
        }
        System.out.println(total);
    }
}
