import java.util.Scanner;

/** The sum does not fit into an int. */
public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int p = in.nextInt();
        int q = in.nextInt();
        int total = 0;
        for (int i = 0; i < n; i++) {
            total += in.nextInt() * p + in.nextInt() * q;
        }
        System.out.println(total);
    }
}
