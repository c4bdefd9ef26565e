import numpy as np

__author__ = "somebody"
__rate = 0.1
__count, __seen = 0, []


def __step(w, __by=2):
    global __count
    __count += 1
    return w - __rate * __by * w


class Net:
    __made = 0

    def __init__(self):
        Net.__made += 1
        self.__w = np.ones(2)

    def learn(self):
        self.__w = self.__w * 0.5
        return self.__w.sum()


__net = Net()
w = 1.0
for i in range(12):
    w = __step(w)
    __seen.append(__net.learn())
    __rate = __rate * 0.9
print(w, __count, __seen[-1], __rate, __author__)
