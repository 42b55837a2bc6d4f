// why: files that a host has and a submission must not see
// verdict: AC
// stdout: nothing
import java.nio.file.*;
import java.util.ArrayList;

class ReadHost {
    static void attack() {
        var seen = new ArrayList<String>();
        for (String name : new String[] {"/etc/shadow", "/etc/resolv.conf", "/root", "/home", "/var/lib", "/run", "/sys",
                "/proc/1/environ", "/proc/1/root/etc", "/proc/meminfo", "/proc/sys", "/proc/net/tcp"}) {
            try {
                Path path = Path.of(name);
                if (Files.isDirectory(path)) Files.list(path).count();
                else Files.readAllBytes(path);
                seen.add(name);
            } catch (Exception e) {
                // refused
            }
        }
        try (var all = Files.walk(Path.of("/box"))) {
            all.map(Path::toString).filter(p -> p.matches(".*\\.(in|ans|db)")).forEach(seen::add);
        } catch (Exception e) {
            // refused
        }
        System.out.println(seen.isEmpty() ? "nothing" : seen);
    }
}
