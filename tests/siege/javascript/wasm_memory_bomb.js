// why: WebAssembly's memory is neither heap nor buffer
// verdict: MLE
const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
for (;;) {
  const before = memory.grow(16) * 65536;
  new Uint8Array(memory.buffer, before).fill(1);
}
