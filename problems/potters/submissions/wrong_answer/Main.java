import java.util.Scanner;

/** The sum of the pots overflows, as each potter alone can make 10^18 of them. */
public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        long m = in.nextLong();
        long[][] potters = new long[n][];
        for (int i = 0; i < n; i++) {
            potters[i] = new long[] {in.nextLong(), in.nextLong(), in.nextLong()};
        }
        long low = 0;
        long high = 2_000_000_000_000_000_000L;
        while (high - low > 1) {
            long middle = (low + high) / 2;
            long pots = 0;
            for (long[] potter : potters) {
                long cycle = potter[0] * potter[1] + potter[2];
                pots += middle / cycle * potter[1];
                pots += Math.min(potter[1], middle % cycle / potter[0]);
            }
            if (pots >= m) {
                high = middle;
            } else {
                low = middle;
            }
        }
        System.out.println(high);
    }
}
