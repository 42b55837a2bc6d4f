import java.io.IOException;
import java.util.Arrays;

public class Main {
    private static final byte[] BUFFER = new byte[1 << 16];
    private static int length = 0;
    private static int position = 0;

    public static void main(String[] args) throws IOException {
        int n = read();
        int r = read();
        int[][] offers = new int[n][];
        for (int i = 0; i < n; i++) {
            offers[i] = new int[] {read(), read(), read()};
        }
        Arrays.sort(offers, (one, other) -> Integer.compare(one[1], other[1]));
        long[] best = new long[n + 1];
        for (int i = 0; i < n; i++) {
            int low = 0;
            int high = i;
            while (low < high) {
                int middle = (low + high) / 2;
                if (offers[middle][1] < (long) offers[i][0] - r) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            best[i + 1] = Math.max(best[i], best[low] + offers[i][2]);
        }
        System.out.println(best[n]);
    }

    private static int read() throws IOException {
        int value = 0;
        int next = readByte();
        while (next < '0') {
            next = readByte();
        }
        while (next >= '0') {
            value = 10 * value + next - '0';
            next = readByte();
        }
        return value;
    }

    private static int readByte() throws IOException {
        if (position == length) {
            length = System.in.read(BUFFER);
            position = 0;
            if (length <= 0) {
                length = 0;
                return -1;
            }
        }
        return BUFFER[position++];
    }
}
