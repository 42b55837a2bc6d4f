// why: threads count as processes do
// verdict: AC WA RTE MLE
// abuse: forks refused
// stdout: refused
class ThreadBomb {
    static void attack() throws Exception {
        try {
            for (int i = 0; i < 1000; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        Thread.sleep(100_000);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
            System.out.println("a thousand threads");
        } catch (OutOfMemoryError e) {
            System.out.println("refused");
        }
    }
}
