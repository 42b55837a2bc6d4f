// Numbers above 2^53 are rounded.
const [, ...lines] = require('fs').readFileSync(0, 'utf8').trim().split('\n');

function euclid(a, b) {
  let x = 1, next = 0;
  while (b) {
    const quotient = Math.floor(a / b);
    [a, b] = [b, a - quotient * b];
    [x, next] = [next, x - quotient * next];
  }
  return [a, x];
}

for (const line of lines) {
  const [p, a, q, b] = line.split(' ').map(Number);
  const [g, inverse] = euclid(p, q);
  if ((a - b) % g) {
    console.log('never');
    continue;
  }
  const wait = (p - a) % p, wheel = q / g;
  const modulo = (x) => ((x % wheel) + wheel) % wheel;
  console.log(String(wait + p * modulo(modulo((-b - wait) / g) * modulo(inverse))));
}
