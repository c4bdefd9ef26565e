import numpy as np

np.random.seed(0)
Q = np.zeros((5, 2))
alpha, gamma, epsilon = 0.5, 0.9, 0.2
for episode in range(12):
    state, done = 0, False
    while not done:
        if np.random.uniform() < epsilon:
            action = np.random.choice([0, 1])
        else:
            action = int(np.argmax(Q[state, :]))
        new = max(0, state - 1) if action == 0 else state + 1
        reward = 1.0 if new == 4 else 0.0
        done = new == 4
        Q[state, action] += alpha * (reward + gamma * np.max(Q[new]) - Q[state, action])
        state = new
print(Q.round(4))
