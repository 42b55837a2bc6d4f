// why: many files, each below the limit of one
// verdict: MLE
const fs = require("fs");
const piece = Buffer.alloc(4 << 20, 120);
for (let i = 0; i < 100000; i++) fs.writeFileSync(`/tmp/${i}`, piece);
