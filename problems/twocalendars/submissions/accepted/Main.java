import java.math.BigInteger;
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        StringBuilder out = new StringBuilder();
        for (int t = in.nextInt(); t > 0; t--) {
            BigInteger p = in.nextBigInteger();
            BigInteger a = in.nextBigInteger();
            BigInteger q = in.nextBigInteger();
            BigInteger b = in.nextBigInteger();
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
