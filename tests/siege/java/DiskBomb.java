// why: many files, each below the limit of one
// verdict: MLE
import java.nio.file.Files;
import java.nio.file.Path;

class DiskBomb {
    static void attack() throws Exception {
        byte[] piece = new byte[4 << 20];
        for (int i = 0; i < 100_000; i++) Files.write(Path.of("/tmp/" + i), piece);
    }
}
