import java.util.*;

public class Program {
    public static void main(String[] args) {
        String word = new Scanner(System.in).next();
        if (word.equals("crash")) System.out.println(args[7]);
        while (word.equals("loop")) {}
        List<int[]> all = new ArrayList<>();
        while (word.equals("hog")) all.add(new int[100_000]);
        System.out.println("unknown");
    }
}
