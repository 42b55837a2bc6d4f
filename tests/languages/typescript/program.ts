import * as fs from "fs";

const word: string = fs.readFileSync(0, "utf8").trim();
if (word === "crash") throw new Error("crash");
while (word === "loop");
const all: number[][] = [];
while (word === "hog") all.push(new Array<number>(100).fill(all.length));
console.log("unknown");
