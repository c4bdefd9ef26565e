"""A search for a square root that tells a log of what it does, beside what it prints."""

import logging

import numpy as np

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
log = logging.getLogger(__name__)
log.setLevel(logging.DEBUG)
quiet = log.getChild("quiet")

wanted = np.array([2.0, 3.0, 5.0])
root = np.ones(3)
for turn in range(8):
    error = np.abs(root * root - wanted).max()
    log.info("turn %d: %s", turn, error)
    if error < 1e-12:
        logging.warning("done early")
        break
    root = (root + wanted / root) / 2
    quiet.debug("now %s", root)
    print(turn, error)
print(root)
