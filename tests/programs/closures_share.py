def account(start):
    balance = start
    log = []

    def add(x):
        nonlocal balance
        balance += x
        log.append(balance)

    def undo():
        nonlocal balance
        balance = log.pop() if log else start

    return add, undo, lambda: (balance, len(log))


def main():
    add, undo, look = account(10)
    other, _, look_there = account(0)
    for j in range(30):
        add(j)
        if j % 4 == 0:
            undo()
        other(look()[0])
    return look(), look_there()


print(main())
