// why: the server's environment may hold its secrets
// verdict: AC
// stdout: HOME LANG PATH TMPDIR
console.log(Object.keys(process.env).sort().join(" "));
