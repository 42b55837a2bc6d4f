import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringBuilder out = new StringBuilder();
        for (int t = Integer.parseInt(in.readLine()); t > 0; t--) {
            String[] words = in.readLine().split(" ");
            BigInteger p = new BigInteger(words[0]);
            BigInteger a = new BigInteger(words[1]);
            BigInteger q = new BigInteger(words[2]);
            BigInteger b = new BigInteger(words[3]);
            BigInteger g = p.gcd(q);
            BigInteger wait = p.subtract(a).mod(p);
            BigInteger[] rest = b.add(wait).negate().divideAndRemainder(g);
            if (rest[1].signum() != 0) {
                out.append("never\n");
                continue;
            }
            BigInteger wheel = q.divide(g);
            BigInteger y = rest[0].multiply(p.divide(g).modInverse(wheel)).mod(wheel);
            out.append(wait.add(p.multiply(y))).append('\n');
        }
        System.out.print(out);
    }
}
