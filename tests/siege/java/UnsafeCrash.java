// why: a crash of the virtual machine itself is the submission's own
// verdict: RTE
// says: SIGABRT
class UnsafeCrash {
    static void attack() throws Exception {
        var field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        ((sun.misc.Unsafe) field.get(null)).putAddress(8, 1);
    }
}
