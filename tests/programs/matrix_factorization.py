import numpy as np

R = np.array([[5, 3, 0], [4, 0, 1], [1, 1, 5]])
P, Q = np.full((3, 2), 0.5), np.full((2, 3), 0.4)
for step in range(8):
    for i in range(len(R)):
        for j in range(len(R[i])):
            if R[i][j] > 0:
                eij = R[i][j] - np.dot(P[i, :], Q[:, j])
                for k in range(2):
                    P[i][k] = P[i][k] + 0.02 * (2 * eij * Q[k][j] - 0.02 * P[i][k])
                    Q[k][j] = Q[k][j] + 0.02 * (2 * eij * P[i][k] - 0.02 * Q[k][j])
    e = sum((R[i, j] - P[i] @ Q[:, j]) ** 2 for i, j in np.argwhere(R > 0))
print(round(float(e), 6), (P @ Q).round(3))
