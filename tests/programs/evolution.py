import random
from string import ascii_lowercase

TARGET = "code"
random.seed(8)


def fitness(gene):
    return sum(a == b for a, b in zip(gene, TARGET))


def mutate(gene, rate=0.2):
    return "".join(random.choice(ascii_lowercase) if random.random() < rate else c for c in gene)


population = ["".join(random.choices(ascii_lowercase, k=len(TARGET))) for _ in range(20)]
for generation in range(15):
    population.sort(key=fitness, reverse=True)
    if fitness(population[0]) == len(TARGET):
        break
    parents = population[:5]
    population = parents + [mutate(random.choice(parents)) for _ in range(15)]
print(generation, population[0], fitness(population[0]))
