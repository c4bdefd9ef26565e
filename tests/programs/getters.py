from operator import attrgetter, methodcaller


class Item:
    def __init__(self, name, cost):
        self.name = name
        self.cost = cost

    def price(self, tax):
        return self.cost * (1 + tax)


items = [Item("b", 3.0), Item("a", 1.0), Item("c", 2.0)]
for turn in range(6):
    items.sort(key=attrgetter("cost"))
    items[0].cost += 1.5
    setattr(items[1], "seen", turn)
prices = list(map(methodcaller("price", 0.1), items))
print([item.name for item in items], prices, hasattr(items[0], "seen"), getattr(items[1], "seen", -1))
