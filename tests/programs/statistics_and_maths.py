import cmath
import math
import statistics
from fractions import Fraction

values = []
z = 1 + 0j
f = Fraction(1, 3)
for n in range(1, 12):
    z = z * cmath.exp(1j * math.pi / 6)
    f = f + Fraction(1, n)
    values.append(abs(z.real) + math.sqrt(n))
    middle = statistics.median(values)
print(statistics.mean(values), statistics.stdev(values), middle, f, f.numerator, z, cmath.phase(z))
