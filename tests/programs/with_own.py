class Scope:
    def __init__(self):
        self.log = []

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, kind, error, traceback):
        self.log.append("out")
        return False


scope = Scope()
w = 1.0
with scope as s:
    for j in range(25):
        w *= 1.1
        with scope:
            w -= 0.1
print(w, len(scope.log))
