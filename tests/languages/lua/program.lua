local word = io.read("l")
if word == "crash" then error("crash") end
while word == "loop" do end
local all = {}
while word == "hog" do all[#all + 1] = string.rep("x", 1000000) .. #all end
print("unknown")
