// why: children until the limit on processes
// verdict: AC
// abuse: forks refused
// stdout: refused
class ForkBomb {
    static void attack() throws Exception {
        try {
            for (int i = 0; i < 300; i++) new ProcessBuilder("sleep", "100").start();
            System.out.println("spawned");
        } catch (java.io.IOException e) {
            System.out.println("refused");
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
