import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] words = in.readLine().split(" ");
        int n = Integer.parseInt(words[0]);
        int q = Integer.parseInt(words[1]);
        int[] tree = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            tree[i] = i & -i;
        }
        StringBuilder taken = new StringBuilder();
        for (; q > 0; q--) {
            String request = in.readLine();
            int number = Integer.parseInt(request.substring(request.indexOf(' ') + 1));
            boolean take = request.startsWith("take");
            int jar = number;
            if (take) {
                jar = 0;
                for (int step = Integer.highestOneBit(n); step > 0; step /= 2) {
                    if (jar + step <= n && tree[jar + step] < number) {
                        jar += step;
                        number -= tree[jar];
                    }
                }
                jar++;
                taken.append(jar).append('\n');
            }
            for (int i = jar; i <= n; i += i & -i) {
                tree[i] += take ? -1 : 1;
            }
        }
        System.out.print(taken);
    }
}
