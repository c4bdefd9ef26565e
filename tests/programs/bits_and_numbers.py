x = 0b1011
seen = {x}
frozen = frozenset([1, 2])
for step in range(12):
    x = (x >> 1) ^ (0x1D if x & 1 else 0)
    seen.add(x)
    q, r = divmod(x, 3)
    flags = ~x & 0xF | 1 << q
print(x, len(seen), q, r, flags, bin(x), int("ff", 16), round(2.675, 2), complex(1, 2) * 2j, frozen & seen, x.bit_length())
