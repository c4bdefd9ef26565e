import numpy as np

# What two thermometers show.
celsius = np.array([[-1.0], [0.0], [1.0], [2.0]])
fahrenheit = np.array([[14.0], [32.0], [50.0], [68.0]])


def rule(celsius, factor, offset):
    """What the other thermometer should show."""
    return celsius @ factor + offset


np.random.seed(1)
factor = np.random.random((1, 1))
offset = np.zeros((1, 1))
rate = 0.05  # how far each step goes

for i in range(200):
    # Guess, and see how far off it is.
    guess = rule(celsius, factor, offset)
    miss = fahrenheit - guess
    loss = np.mean(miss**2)

    # Downhill a little.
    factor += rate * celsius.T @ miss
    offset += rate * miss.sum()

print("times", factor, "plus", offset)
