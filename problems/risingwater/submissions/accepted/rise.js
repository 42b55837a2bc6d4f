const [[n], heights] = require('fs').readFileSync(0, 'utf8').split('\n')
  .map((line) => line.split(' ').map(Number));
let best = 1, bestStart = 0, start = 0;
for (let i = 1; i < n; i++) {
  if (heights[i] <= heights[i - 1]) start = i;
  if (i - start + 1 > best) {
    best = i - start + 1;
    bestStart = start;
  }
}
console.log(`${best} ${bestStart + 1}`);
