"""What damaged lessons are made of: programs to begin with, and texts, expressions and statements to put into them."""

from __future__ import annotations

_CONTROLS = "\x00 \x1b]0;x\x07 \x9b \u202e \ufeff \u2028 \x0c \x0b \x85 \r \r\n \t \u0301 \U0001f600 \ud83d"

TEXTS = [
    *_CONTROLS.split(" "),
    *f"1e999 nan inf 10**400 -0.0 1e-320 0x{'f' * 50} 1j b'x' None ... True [/foo] {{x}} %s \\ ' \" ''' +++".split(),
    *"#1 #2 [[ ]] = == ( ) [ ] : ; , @ -> := ** // << lambda yield while if def for break continue return".split(),
    *"x=print( assert del global l0 l1 syn0 X y j w np.dot( .T .shape [0] [::-1] .sum() reshape( astype(int)".split(),
    *"1979-05-27 true {a=1} [[]] [a] [axes] [curve] [[what_if]] title expression range(0) set() {} 'text'".split(),
]

VALUES = [
    *"10**400 -10**30 1e308*10 5e-324 -0.0 3+4j True None ... 0 1 -1 2**63 1/3 '' [] () {} set() [[1],[2,3]]".split(),
    *"'Zz\\x1b]0;x\\x07\\x9b' '[/foo]' 'é漢\u202e' '\\ud800' 'a'*5000 {'a':{'b':[1]}} len print abs np.exp".split(),
    *"np.array([]) np.zeros((0,3)) np.ones((2,1,2,1)) np.array(7) np.array(['a','b']) np.array([True,False])".split(),
    *"np.array([10**30]) np.float16(1) np.longdouble(2) np.int8(-128) np.array([1j]) np.nan np.arange(5000)".split(),
    *"np.eye(3)[::-1] np.ones((60,70)) np.array([np.nan,np.inf,-np.inf]) np.array([1e300,1e-300]) range(3)".split(),
    *"range(10**30) zip('ab','cd') iter([1]) enumerate([1]) map(abs,[1]) str(1) f'{1:>9}' x w X y j l1 syn0 np".split(),
    *"np.random.rand(2) np.zeros(3,dtype=bool)".split(),
    "(lambda q: q + 1)",
    "(k * k for k in range(4))",
    "[k for k in 'ab']",
    "(1 if j else 2)",
]

STATEMENTS = """\
x = x
del x
pass
break
continue
return 1
import math
x = y = [1]
x, (y, z) = 1, (2, 3)
x[0] = 1
x += 1
assert x, 'no'
print('a\\r\\n\\tb')
for k in range(2): x = k
while False: pass
def g(a, b=1): return a
g(1)
if x: y = 1
x: int = 3
global x
for j in []: pass
for j in range(4): w = j
x.append(x)
print(end='')
x = [x]
with np.errstate(all='ignore'): x = 1 / np.zeros(2)
np.seterr(all='raise')
np.random.seed(3)
x = [x, x]""".split("\n")

SIGNS = "+ - * / // % ** @ < == and in".split()

SCRIPTS = [
    """\
import numpy as np
np.random.seed(1)
w = np.random.random((3, 2))
for j in range(5):
    w = w * 0.9
print(w)
""",
    """\
import numpy as np
x = [1, 2, 3]
t = 0
while t < 9:
    t += x[t % 3]
    if t > 4:
        break
else:
    t = -1
print('t', t)
""",
    """\
import numpy as np
def f(n, m=2):
    return n if n < m else f(n - 1) + f(n - 2)
d = {'a': f(6)}
for k in d:
    d[k] += 1
""",
    """\
import numpy as np
a = np.arange(12).reshape(3, 4)
b = a.T @ a
for row in a:
    b += np.outer(row, row)
""",
    """\
import numpy as np
total = 0
for a in range(3):
    for b in 'xyz':
        total += len(b) if a else a
assert total, f'{total:>9}'
""",
    """\
import numpy as np
import math
xs = [math.sin(k) for k in range(9)]
xs.sort()
print(*xs, sep='\\n')
s = sum(x * x for x in xs)
""",
]
