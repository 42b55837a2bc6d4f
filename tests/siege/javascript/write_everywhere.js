// why: only /tmp may be written
// verdict: AC
// stdout: /dev/shm /tmp /var/tmp
const fs = require("fs");
const done = [];
for (const dir of ["/", "/box", "/bin", "/dev", "/dev/shm", "/etc", "/lib", "/proc", "/proc/self",
  "/tmp", "/usr", "/usr/lib", "/usr/local/bin", "/var", "/var/tmp"]) {
  try {
    fs.writeFileSync(`${dir}/planted`, "x");
    done.push(dir);
  } catch {}
}
console.log(done.join(" "));
