import numpy as np

for i in range(2):
    print("setup", i)


def forward(x, layers):
    for layer in layers:
        x = np.tanh(x @ layer)
    return x


def main():
    layers = [np.eye(2) * 0.5, np.eye(2) * 2]
    x = np.array([[0.5, -0.5]])
    for epoch in range(20):
        for sample in range(3):
            out = forward(x + sample, layers)
            layers[1] -= 0.01 * out.sum()
    for name in ("a", "b"):
        print(name, layers[1].sum())
    return layers


if __name__ == "__main__":
    layers = main()
    print(layers[0])
