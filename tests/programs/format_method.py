import numpy as np

loss = np.float64(0.75)
for epoch in range(12):
    loss = loss * 0.8
    print("epoch {:>3}: loss {:.4f} {name!r:>8} {0:02d}".format(epoch, loss, name="net"))
    print("%s %5.2f%% %-4d|" % ("acc", 100 * (1 - loss), epoch))
row = "{:<10}|{:^8}|{:+.2e}"
print(row.format("last", epoch, loss), format(loss, ".3f"), f"{loss:>{10}.{3}f}")
