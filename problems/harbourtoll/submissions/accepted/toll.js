const lines = require('fs').readFileSync(0, 'utf8').split('\n');
const [n, p, q] = lines[0].split(' ').map(Number);
let total = 0n;
for (let i = 1; i <= n; i++) {
  const [oars, amphorae] = lines[i].split(' ').map(BigInt);
  total += oars * BigInt(p) + amphorae * BigInt(q);
}
console.log(String(total));
