import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] words = in.readLine().split(" ");
        int h = Integer.parseInt(words[0]);
        int w = Integer.parseInt(words[1]);
        int k = Integer.parseInt(words[2]);
        StringBuilder rows = new StringBuilder();
        for (int y = 0; y < h; y++) {
            rows.append(in.readLine());
        }
        String grid = rows.toString();

        int[] reached = new int[h * w * k];
        java.util.Arrays.fill(reached, -1);
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        int start = grid.indexOf('S') * k;
        reached[start] = 0;
        queue.add(start);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int chamber = state / k;
            if (grid.charAt(chamber) == 'E') {
                System.out.println(reached[state]);
                return;
            }
            int phase = (state + 1) % k;
            for (int side = 0; side < 4; side++) {
                int y = chamber / w + (side - 1) % 2;
                int x = chamber % w + (side - 2) % 2;
                if (y < 0 || y >= h || x < 0 || x >= w) {
                    continue;
                }
                char kind = grid.charAt(y * w + x);
                int next = (y * w + x) * k + phase;
                if (kind != '#' && (kind != 'o' || phase == 0) && reached[next] < 0) {
                    reached[next] = reached[state] + 1;
                    queue.add(next);
                }
            }
        }
        System.out.println(-1);
    }
}
