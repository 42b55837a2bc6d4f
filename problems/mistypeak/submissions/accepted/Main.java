import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    private static final BufferedReader IN = new BufferedReader(new InputStreamReader(System.in));

    public static void main(String[] args) throws IOException {
        long low = 1;
        long high = Long.parseLong(IN.readLine());
        while (low < high) {
            long middle = (low + high) / 2;
            if (height(middle) < height(middle + 1)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        System.out.println("! " + low);
    }

    private static long height(long milestone) throws IOException {
        System.out.println("? " + milestone);
        System.out.flush();
        return Long.parseLong(IN.readLine());
    }
}
