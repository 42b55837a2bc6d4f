// why: WebAssembly's memory is neither heap nor buffer
// verdict: MLE
const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
for (;;) {
  memory.grow(16);
  new Uint8Array(memory.buffer).fill(1);
}
