# A Fenwick tree over the places; the k-th jar is found by walking down the tree.
import sys

words = sys.stdin.buffer.read().split()
n, q = int(words[0]), int(words[1])
tree = [i & -i for i in range(n + 1)]
highest = 1 << (n.bit_length() - 1)
taken = []
for request in range(2, 2 + 2 * q, 2):
    number = int(words[request + 1])
    if words[request] == b"take":
        jar, step = 0, highest
        while step:
            next_ = jar + step
            if next_ <= n and tree[next_] < number:
                jar = next_
                number -= tree[jar]
            step >>= 1
        jar += 1
        taken.append(jar)
        while jar <= n:
            tree[jar] -= 1
            jar += jar & -jar
    else:
        while number <= n:
            tree[number] += 1
            number += number & -number
print("\n".join(map(str, taken)))
