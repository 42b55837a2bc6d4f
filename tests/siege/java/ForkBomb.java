// why: children until the limit on processes
// verdict: AC
// abuse: processes
// stdout: refused
class ForkBomb {
    static void attack() throws Exception {
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            try {
                new ProcessBuilder("sleep", "100").start();
            } catch (java.io.IOException e) {
                refused++;
            }
        }
        System.out.println(refused > 100 ? "refused" : "spawned");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
