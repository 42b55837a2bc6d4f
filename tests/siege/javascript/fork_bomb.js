// why: children until the limit on processes
// verdict: AC
// abuse: processes
// stdout: refused
const { spawn } = require("child_process");
let failed = 0;
for (let i = 0; i < 200; i++) {
  const child = spawn("/usr/bin/sleep", ["100"], { stdio: "ignore" });
  child.on("error", () => failed++);
}
setTimeout(() => {
  console.log(failed > 100 ? "refused" : "spawned");
  process.exit(0);
}, 200);
