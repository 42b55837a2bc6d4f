# Doesn't ask at all.
milestones = int(input())
print("!", (milestones + 1) // 2, flush=True)
