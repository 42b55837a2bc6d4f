word = gets.strip
raise "crash" if word == "crash"
loop {} if word == "loop"
all = []
loop { all << "x" * 1_000_000 } if word == "hog"
puts "unknown"
