// why: V8's own heap
// verdict: MLE
const kept = [];
for (;;) kept.push(new Array(1000).fill(kept.length));
