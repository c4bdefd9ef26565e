import sys

w = 4.0
for step in range(100):
    w = w * 0.7
    print(step, round(w, 4))
    if w < 0.5:
        print("small enough")
        sys.exit()
print("never")
