<?php
$word = trim(fgets(STDIN));
if ($word === "crash") throw new Exception("crash");
while ($word === "loop");
$all = [];
while ($word === "hog") $all[] = str_repeat("x", 1000000);
echo "unknown\n";
