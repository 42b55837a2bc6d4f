// why: every way out that Node has
// verdict: AC
// stdout: refused
const net = require("net");
const dgram = require("dgram");
const http = require("http");
const dns = require("dns");
const inspector = require("inspector");
const out = [];
const tell = (what) => () => out.push(what);
const quiet = () => {};
net.connect(22, "127.0.0.1", tell("connected")).on("error", quiet);
net.connect("\0minos-test", tell("abstract")).on("error", quiet);
net.createServer().on("error", quiet).listen(0, "127.0.0.1", tell("listening"));
net.createServer().on("error", quiet).listen("/tmp/socket", tell("unix"));
http.get("http://127.0.0.1/", tell("http")).on("error", quiet);
try {
  const udp = dgram.createSocket("udp4");
  udp.on("error", quiet);
  udp.send("x", 53, "127.0.0.1", (error) => error || out.push("udp"));
} catch {}
dns.lookup("example.org", (error) => error || out.push("dns"));
fetch("http://127.0.0.1/").then(tell("fetch"), quiet);
try {
  inspector.open(0, "127.0.0.1");
  if (inspector.url()) out.push("inspector");
} catch {}
setTimeout(() => {
  console.log(out.join(" ") || "refused");
  process.exit(0);
}, 300);
