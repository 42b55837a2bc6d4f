import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine());
        StringTokenizer places = new StringTokenizer(in.readLine());
        StringTokenizer fees = new StringTokenizer(in.readLine());
        long[] slopes = new long[n];
        long[] bases = new long[n];
        int first = 0;
        int size = 0;
        long cost = 0;
        for (int i = 0; i < n; i++) {
            long place = Long.parseLong(places.nextToken());
            long fee = Long.parseLong(fees.nextToken());
            if (i > 0) {
                while (first + 1 < size
                        && slopes[first] * place + bases[first] >= slopes[first + 1] * place + bases[first + 1]) {
                    first++;
                }
                cost = fee + place * place + slopes[first] * place + bases[first];
            }
            long slope = -2 * place;
            long base = cost + place * place;
            // The factors are below 2^42 and 2^21, so that the products fit.
            while (size - first >= 2
                    && (bases[size - 1] - bases[size - 2]) * (slopes[size - 1] - slope)
                            >= (base - bases[size - 1]) * (slopes[size - 2] - slopes[size - 1])) {
                size--;
            }
            slopes[size] = slope;
            bases[size] = base;
            size++;
        }
        System.out.println(cost);
    }
}
