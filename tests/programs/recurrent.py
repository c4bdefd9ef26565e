import numpy as np

data = "hello"
chars = sorted(set(data))
char_to_ix = {ch: i for i, ch in enumerate(chars)}
ix_to_char = {i: ch for ch, i in char_to_ix.items()}
vocab = len(chars)
np.random.seed(3)
Wxh, Whh, Why = (np.random.randn(*shape) * 0.1 for shape in ((6, vocab), (6, 6), (vocab, 6)))
for n in range(6):
    hs, loss = {-1: np.zeros((6, 1))}, 0
    xs, ps = {}, {}
    for t in range(len(data) - 1):
        xs[t] = np.zeros((vocab, 1))
        xs[t][char_to_ix[data[t]]] = 1
        hs[t] = np.tanh(Wxh @ xs[t] + Whh @ hs[t - 1])
        ys = Why @ hs[t]
        ps[t] = np.exp(ys) / np.sum(np.exp(ys))
        loss += -np.log(ps[t][char_to_ix[data[t + 1]], 0])
    dWhy = np.zeros_like(Why)
    for t in reversed(range(len(data) - 1)):
        dy = np.copy(ps[t])
        dy[char_to_ix[data[t + 1]]] -= 1
        dWhy += dy @ hs[t].T
    np.clip(dWhy, -5, 5, out=dWhy)
    Why -= 0.1 * dWhy
    print(f"iter {n}, loss: {loss:.4f}", end="\n" if n % 2 else "; ")
print("".join(ix_to_char[int(p.argmax())] for p in ps.values()))
