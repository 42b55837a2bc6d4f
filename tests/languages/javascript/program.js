const word = require("fs").readFileSync(0, "utf8").trim();
if (word === "crash") undefined.x;
while (word === "loop");
const all = [];
while (word === "hog") all.push(new Array(100).fill(all.length));
console.log("unknown");
