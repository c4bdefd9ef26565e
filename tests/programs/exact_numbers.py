from decimal import Decimal

balance = Decimal("100.00")
for year in range(8):
    balance = (balance * Decimal("1.05")).quantize(Decimal("0.01"))
    print(year, balance)
print(type(balance).__name__, balance > 140)
