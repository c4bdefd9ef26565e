def collatz(n):
    seen = {}
    for start in range(1, n):
        x, turns = start, 0
        while x != 1:
            x = x // 2 if x % 2 == 0 else 3 * x + 1
            turns += 1
            if turns > 60:
                break
        else:
            seen[start] = turns
    return seen


seen = collatz(20)
print(seen)
