// why: processes that it sees, and ends
// verdict: AC
// stdout: 1
class OtherProcesses {
    static void attack() {
        ProcessHandle.of(1).ifPresent(ProcessHandle::destroyForcibly);
        ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly);
        long own = ProcessHandle.current().pid();
        ProcessHandle.allProcesses().filter(p -> p.pid() != own).forEach(ProcessHandle::destroyForcibly);
        System.out.println(ProcessHandle.allProcesses().filter(p -> p.pid() != 1).count());
    }
}
