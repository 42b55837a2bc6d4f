// why: every way up that Node knows
// verdict: AC
// stdout: refused
const fs = require("fs");
const os = require("os");
const tries = {
  setuid: () => process.setuid(0),
  setgid: () => process.setgid(0),
  setgroups: () => process.setgroups([0]),
  initgroups: () => process.initgroups("root", 0),
  nice: () => os.setPriority(0, -20),
  oom: () => fs.writeFileSync("/proc/self/oom_score_adj", "-1000"),
  map: () => fs.writeFileSync("/proc/self/uid_map", "0 0 1"),
  su: () => require("child_process").execSync("su -c id root", { stdio: "pipe" }),
};
const done = [];
for (const [name, attempt] of Object.entries(tries)) {
  try {
    attempt();
    done.push(name);
  } catch {}
}
console.log(done.join(" ") || "refused");
