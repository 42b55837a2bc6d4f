// why: names that would be paths
// verdict: CE
// unsaid: leaked
import etc.shadow.*;
import static root.*;

class Main extends proc.self.environ {
    public static void main(String[] args) {}
}
