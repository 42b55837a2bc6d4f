# coding: ../../../../etc/shadow
# why: the name of an encoding becomes that of a module
# verdict: CE
# says: encoding
print("done")
