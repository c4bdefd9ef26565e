import numpy as np

np.random.seed(0)
N, D, K = 6, 2, 3
X = np.zeros((N * K, D))
y = np.zeros(N * K, dtype="uint8")
for j in range(K):
    ix = range(N * j, N * (j + 1))
    r = np.linspace(0.0, 1, N)
    t = np.linspace(j * 4, (j + 1) * 4, N) + np.random.randn(N) * 0.2
    X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
    y[ix] = j
W, b = 0.01 * np.random.randn(D, K), np.zeros((1, K))
for i in range(20):
    scores = np.dot(X, W) + b
    exp_scores = np.exp(scores)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    loss = np.sum(-np.log(probs[range(N * K), y])) / (N * K)
    if i % 10 == 0:
        print("iteration %d: loss %f" % (i, loss))
    dscores = probs
    dscores[range(N * K), y] -= 1
    dscores /= N * K
    W += -1e-0 * np.dot(X.T, dscores)
    b += -1e-0 * np.sum(dscores, axis=0, keepdims=True)
print("training accuracy: %.2f" % np.mean(np.argmax(np.dot(X, W) + b, axis=1) == y))
