// Programs for the bundled problem `harbourtoll`, on few lines: the editor closes brackets and
// indents by itself, and these are typed key by key.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const problem = join(dirname(fileURLToPath(import.meta.url)), "../../../problems/harbourtoll");

/** How many tests the problem has. */
export const TESTS = ["sample", "secret"]
  .flatMap((group) => readdirSync(join(problem, "data", group)))
  .filter((file) => file.endsWith(".in")).length;

/** A program as people write it, to be looked at. */
export const READABLE = readFileSync(join(problem, "submissions/accepted/toll.cpp"), "utf8");

export const CPP = `#include <iostream>
int main() { long long n, p, q, t = 0, a, b; std::cin >> n >> p >> q; while (std::cin >> a >> b) t += a * p + b * q; std::cout << t; }`;

export const PYTHON = `n, p, q = map(int, input().split())
print(sum(a * p + b * q for a, b in (map(int, input().split()) for _ in range(n))))`;

export const WRONG = "print(42)";

/** Calls what no policy allows; the network too, by name. */
export const FORBIDDEN = `#include <sys/socket.h>
int main() { socket(AF_INET, SOCK_STREAM, 0); }`;

export const BROKEN_CPP = "int main() { return nothing; }";
