// why: the server's environment may hold its secrets
// verdict: AC
// stdout: [HOME, LANG, PATH, TMPDIR]
class Environment {
    static void attack() {
        System.out.println(new java.util.TreeSet<>(System.getenv().keySet()));
    }
}
