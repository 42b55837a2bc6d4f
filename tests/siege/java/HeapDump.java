// why: a file that the virtual machine itself writes
// verdict: AC
// stdout: refused
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

class HeapDump {
    static void attack() throws Exception {
        var bean = ManagementFactory.newPlatformMXBeanProxy(ManagementFactory.getPlatformMBeanServer(),
                "com.sun.management:type=HotSpotDiagnostic", HotSpotDiagnosticMXBean.class);
        try {
            bean.dumpHeap("/box/dump.hprof", false);
            System.out.println("dumped");
        } catch (java.io.IOException e) {
            System.out.println("refused");
        }
    }
}
