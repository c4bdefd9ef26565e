from random import Random

dice = Random(7)
rolls = []
for i in range(20):
    rolls.append(dice.randint(1, 6))
    if rolls[-1] == 6:
        break
print(rolls, dice.random())
