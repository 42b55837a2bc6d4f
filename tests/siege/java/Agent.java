// why: a debugger or an agent would listen for others
// verdict: AC
// stdout: refused
class Agent {
    static void attack() throws Exception {
        String pid = Long.toString(ProcessHandle.current().pid());
        Process jcmd = new ProcessBuilder("jcmd", pid, "ManagementAgent.start", "jmxremote.port=7091")
                .redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes());
        System.out.println(jcmd.waitFor() == 0 && said.contains("Command executed") ? said : "refused");
    }
}
