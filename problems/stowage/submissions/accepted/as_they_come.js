// Each jar goes on the ship with the least load, in the order of the input.
const [[n, k], weights] = require('fs').readFileSync(0, 'utf8').split('\n')
  .map((line) => line.split(' ').map(Number));
const loads = Array(k).fill(0);
const stowage = [];
for (let jar = 0; jar < n; jar++) {
  let least = 0;
  for (let ship = 1; ship < k; ship++) {
    if (loads[ship] < loads[least]) least = ship;
  }
  loads[least] += weights[jar];
  stowage.push(least + 1);
}
console.log(stowage.join(' '));
