import java.lang.reflect.InvocationTargetException;
import java.util.Scanner;
import java.util.regex.Pattern;

/** Starts the attack whose name, fork_bomb for ForkBomb, is on stdin. */
public class Main {
    public static void main(String[] args) throws Throwable {
        String name = Pattern.compile("(?:^|_)(.)").matcher(new Scanner(System.in).nextLine())
                .replaceAll(part -> part.group(1).toUpperCase());
        try {
            Class.forName(name).getDeclaredMethod("attack").invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
