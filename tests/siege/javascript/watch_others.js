// why: the host's /usr is the same files for everyone, and watching it tells what others run
// verdict: AC
// stdout: refused
const fs = require("fs");
try {
  fs.watch("/usr/bin", () => {});
  console.log("watching");
  process.exit(0);
} catch {
  console.log("refused");
}
