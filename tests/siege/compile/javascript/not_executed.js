// why: checking the syntax must not run the program
// verdict: AC
// stdout: nothing
const fs = require("fs");
console.log(fs.existsSync("/box/planted") ? "planted" : "nothing");
try {
  fs.writeFileSync("/box/planted", "x");
} catch {}
