// why: asks for an address by name, which leaks to whoever answers
// end: exited 0
// end@runtime: exited 0
// stdout: unknown
#include <netdb.h>
#include <stdio.h>
int main(void) { struct addrinfo *a; puts(getaddrinfo("secret.example.org", "80", 0, &a) ? "unknown" : "known"); return 0; }
