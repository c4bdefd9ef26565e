from functools import lru_cache


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


total = 0
for k in range(15):
    total += fib(k)
print(total, fib(40), fib.cache_info().misses)
