from collections import deque

window = deque(maxlen=4)
means = []
for k in range(20):
    window.append((k * 7) % 11)
    if k % 5 == 0:
        window.appendleft(0)
        window.rotate(1)
    means.append(sum(window) / len(window))
print(list(window), means[-3:])
