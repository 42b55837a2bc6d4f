// why: waits for ever without using CPU time
// verdict: TLE
// says: wall-clock
// seconds: 1
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
