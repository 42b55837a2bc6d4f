// why: buffers lie outside V8's heap
// verdict: MLE
const kept = [];
for (;;) kept.push(Buffer.alloc(1 << 20, 1));
