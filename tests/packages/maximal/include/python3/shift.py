STEP = {{step}}
