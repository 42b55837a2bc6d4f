// why: a shutdown hook keeps the process after its last words
// verdict: TLE
// seconds: 1
class HookThatStays {
    static void attack() {
        System.out.println("done");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (true) Thread.onSpinWait();
        }));
    }
}
