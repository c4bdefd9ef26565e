from math import cos, sin, pi
import numpy as np


def derivative(state, t, g=9.81, length=1.0):
    theta, omega = state
    return np.array([omega, -g / length * sin(theta)])


state, dt, times = np.array([pi / 4, 0.0]), 0.05, np.arange(0, 1.0, 0.05)
trace = np.zeros((len(times), 2))
for k, t in enumerate(times):
    trace[k] = state
    k1 = derivative(state, t)
    k2 = derivative(state + dt / 2 * k1, t + dt / 2)
    k3 = derivative(state + dt / 2 * k2, t + dt / 2)
    k4 = derivative(state + dt * k3, t + dt)
    state = state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
print(state, cos(state[0]), trace.max(axis=0))
