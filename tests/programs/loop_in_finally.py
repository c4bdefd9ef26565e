def run(n):
    total = 0
    try:
        total += 1
        return total
    finally:
        for j in range(n):
            total += j
        print("finally", total)


print(run(25))
