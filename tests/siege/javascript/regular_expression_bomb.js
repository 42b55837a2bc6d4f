// why: a regular expression that no signal handler of the runtime interrupts
// verdict: TLE
// seconds: 1
/^(a+)+$/.test("a".repeat(60) + "b");
