const fs = require("fs");

const factor = parseInt(fs.readFileSync("/box/factors.txt", "utf8"));
console.log(parseInt(fs.readFileSync(0, "utf8")) * factor);
