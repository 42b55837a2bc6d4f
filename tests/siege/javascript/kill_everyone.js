// why: signals to everybody that can be reached
// verdict: AC
// stdout: alive
for (const signal of ["SIGKILL", "SIGSTOP", "SIGTERM"]) {
  for (const pid of [1, -1, process.ppid]) {
    try {
      process.kill(pid, signal);
    } catch {}
  }
}
console.log("alive");
