from pylab import *

t = arange(0.0, 2.0, 0.2)
s = zeros(len(t))
for k in range(1, 9):
    s += sin(2 * pi * k * t) / k
    plot(t, s)
xlabel("time")
title("waves")
show()
print(s.round(4), mean(s))
