// why: the heap, and the error caught
// verdict: MLE
import java.util.ArrayList;

class HeapBomb {
    static void attack() {
        ArrayList<long[]> kept = new ArrayList<>();
        while (true) kept.add(new long[1 << 17]);
    }
}
