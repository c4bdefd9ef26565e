import os
import sys
import warnings
import logging

import numpy as np

warnings.filterwarnings("ignore")
np.set_printoptions(precision=3, suppress=True)
w = np.array([1.0, -2.0])
for step in range(12):
    w *= 0.8
    sys.stdout.write("step %d\n" % step)
    print("not a result", file=sys.stderr, flush=True)
sys.stdout.flush()
print(w, sys.maxsize > 2 ** 31, sys.float_info.eps == np.finfo(float).eps, len(sys.argv))
