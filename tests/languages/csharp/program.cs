using System;
using System.Collections.Generic;
using System.Linq;

class Program {
    static void Main(string[] args) {
        string word = Console.ReadLine();
        if (word == "crash") Console.WriteLine(args[7]);
        while (word == "loop") {}
        var all = new List<int[]>();
        while (word == "hog") all.Add(Enumerable.Range(0, 100000).ToArray());
        Console.WriteLine("unknown");
    }
}
