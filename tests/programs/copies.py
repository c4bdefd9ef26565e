import copy

import numpy as np


class Net:
    def __init__(self):
        self.W = [np.eye(2), np.ones((2, 1))]
        self.log = {"steps": []}


net = Net()
best = copy.deepcopy(net)
shallow = copy.copy(net)
for step in range(8):
    net.W[0] *= 0.9
    net.log["steps"].append(step)
    if step == 3:
        best = copy.deepcopy(net)
print(best.W[0][0, 0], len(best.log["steps"]), shallow.W is net.W, len(shallow.log["steps"]))
