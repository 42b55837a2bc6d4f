class Broken { static int Main() { return nothing; } }
