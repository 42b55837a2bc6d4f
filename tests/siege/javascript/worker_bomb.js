// why: each worker brings a thread and an engine of its own
// verdict: MLE RTE
const { Worker } = require("worker_threads");
for (let i = 0; i < 200; i++) {
  new Worker("setInterval(() => {}, 1000)", { eval: true });
}
