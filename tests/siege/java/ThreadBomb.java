// why: threads count as processes do
// verdict: AC WA RTE MLE
// abuse: processes
// stdout: refused
class ThreadBomb {
    static void attack() throws Exception {
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            try {
                Thread thread = new Thread(() -> {
                    try {
                        Thread.sleep(100_000);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                thread.setDaemon(true);
                thread.start();
            } catch (OutOfMemoryError e) {
                refused++;
            }
        }
        System.out.println(refused > 100 ? "refused" : "started");
    }
}
