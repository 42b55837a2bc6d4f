// why: more output than may be
// verdict: OLE
// abuse: output
const fs = require("fs");
const text = "again and again\n".repeat(4096);
try {
  for (;;) fs.writeSync(1, text);
} catch (error) {
  process.exit(0);
}
