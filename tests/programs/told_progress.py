from tqdm import tqdm

w = 1.0
bar = tqdm(range(12), total=12)
for step in bar:
    w *= 0.9
    bar.set_description("w %.3f" % w)
    bar.set_postfix(loss=w * w)
with tqdm(total=3) as outer:
    outer.update(1)
print(w)
