public class Broken { int f() { return nothing; } }
