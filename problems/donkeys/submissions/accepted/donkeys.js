const [[n, d], weights] = require('fs').readFileSync(0, 'utf8').split('\n')
  .map((line) => line.split(' ').map(Number));
weights.sort((one, other) => one - other);
let donkeys = 0;
for (let i = 1; i < n; i++) {
  if (weights[i] - weights[i - 1] <= d) {
    donkeys++;
    i++;
  }
}
console.log(donkeys);
