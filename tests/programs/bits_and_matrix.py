import numpy as np

numbers = np.array([[3], [7], [12]], dtype=np.uint8)
bits = np.unpackbits(numbers, axis=1)
total = 0
for row in bits:
    total += int(np.packbits(row)[0])
print(bits[:, -4:], total)
