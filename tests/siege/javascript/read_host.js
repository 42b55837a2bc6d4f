// why: files that a host has and a submission must not see
// verdict: AC
// stdout: nothing
const fs = require("fs");
const seen = [];
for (const path of ["/etc/shadow", "/etc/resolv.conf", "/root", "/home", "/var/lib", "/run", "/sys",
  "/proc/1/environ", "/proc/1/root", "/proc/1/fd", "/proc/meminfo", "/proc/sys/kernel", "/proc/net"]) {
  try {
    fs.statSync(path).isDirectory() ? fs.readdirSync(path) : fs.readFileSync(path);
    seen.push(path);
  } catch {}
}
console.log(seen.join(" ") || "nothing");
