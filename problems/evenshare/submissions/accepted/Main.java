import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer words = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(words.nextToken());
        int k = Integer.parseInt(words.nextToken());
        words = new StringTokenizer(in.readLine());
        int[] rests = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            long total = (long) rests[i - 1] + Integer.parseInt(words.nextToken());
            rests[i] = (int) Math.floorMod(total, (long) k);
        }
        Arrays.sort(rests);
        long answer = 0;
        long run = 0;
        for (int i = 1; i <= n; i++) {
            run = rests[i] == rests[i - 1] ? run + 1 : 0;
            answer += run;
        }
        System.out.println(answer);
    }
}
