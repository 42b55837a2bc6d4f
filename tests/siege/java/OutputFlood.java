// why: more output than may be; print streams swallow the error
// verdict: OLE
// abuse: output
class OutputFlood {
    static void attack() {
        String text = "again and again\n".repeat(4096);
        for (int i = 0; i < 1000; i++) System.out.print(text);
    }
}
