# ruff: noqa: E501
"""Scikit-learn's sets and tools: they work as they do, and nothing of the program's is called or asked from in there.

Where it is not installed, a small package of the same names takes its place in what does not need its numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from engine_help import SEED, last
from test_attacks import ended
from test_programs import from_anywhere

from tui_tutor.engine.imported import scikit
from tui_tutor.engine.text import guard
from tui_tutor.engine.text.language import modules
from tui_tutor.engine.text.language import scikit as table
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END
from tui_tutor.study.unseeded import unseeded

HAS_IT = find_spec("sklearn") is not None
needs_it = pytest.mark.skipif(not HAS_IT, reason="scikit-learn is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")

IMPORTS = """\
from sklearn.datasets import load_iris, make_blobs
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, OneHotEncoder
from sklearn.metrics import accuracy_score
"""
SETUP = f"""{IMPORTS}
SEEN = []
class X:
    shape, columns, dtypes, index, iloc, name, ndim, size = (2, 2), ['a'], 1, 1, 1, 'x', 2, 4
    def toarray(self, *a): SEEN.append(a)
    def fit(self, *a): SEEN.append(a)
    def __getitem__(self, key): SEEN.append(key); return 1
    def __len__(self): SEEN.append('len'); return 2
    def __call__(self, *a, **k): SEEN.append(a); return 1
    def __eq__(self, other): SEEN.append(other); return True
    def __hash__(self): return 1
x = X()
A = np.arange(12.0).reshape(6, 2)
s = StandardScaler().fit(A)
"""

ATTACKS = [
    # Callables and objects of the program's in any place.
    "out = StandardScaler().fit(x) or SEEN",
    "StandardScaler(copy=x)\nout = SEEN",
    "s.transform(A, copy=x)\nout = SEEN",
    "s.fit(A, sample_weight=x)\nout = SEEN",
    "train_test_split(x)\nout = SEEN",
    "train_test_split(A, test_size=x)\nout = SEEN",
    "train_test_split(A, random_state=x)\nout = SEEN",
    "train_test_split(A, stratify=[x])\nout = SEEN",
    "train_test_split([[x]])\nout = SEEN",
    "accuracy_score([1], x)\nout = SEEN",
    "accuracy_score([1, 2], [1, x])\nout = SEEN",
    "B = np.empty((2, 1), dtype=object)\nB[0, 0] = B[1, 0] = x\nSEEN.clear()\ntrain_test_split(B)\nout = SEEN",
    "B = np.empty((2, 1), dtype=object)\nB[0, 0] = x\nSEEN.clear()\nOneHotEncoder().fit(B)\nout = SEEN",
    "make_blobs(centers=x)\nout = SEEN",
    "OneHotEncoder(feature_name_combiner=lambda f, c: print('REACHED')).fit(A)",
    "OneHotEncoder(categories=x).fit(A)\nout = SEEN",
    "OneHotEncoder(**{'dtype': np.matrix}).fit(A)\nout = 1",
    "k = type(A)\nOneHotEncoder(**{'dtype': k}).fit(A)\nout = 1",
    "load_iris(as_frame=True)\nout = 1",
    "s.fit(made())\nout = 1",
    "s.fit(A.view(np.matrix).__class__)\nout = 1",
    # What leads to others, and to its insides.
    "out = s.set_output(transform='pandas')",
    "class B:\n    set_output = 1\nout = s.set_output(transform='pandas')",
    "class B:\n    get_params = 1\nout = s.get_params()",
    "class B:\n    set_params = 1\ns.set_params(copy=x)\nout = s",
    "out = s._validate_params",
    "class B:\n    _sklearn_auto_wrap_output_keys = 1\nout = s._sklearn_auto_wrap_output_keys",
    "out = getattr(s, 'get_metadata_routing')()",
    "out = operator.methodcaller('set_output', transform='pandas')(s)",
    "out = s.__class__((1,))",
    "out = type(s)()",
    "out = s.__reduce__()",
    "out = s.__getstate__()",
    "out = s.__dict__",
    "out = s.__sklearn_tags__()",
    "s.mean_ = x\nout = 1",
    "s.fit = x\nout = 1",
    "setattr(s, 'transform', x)\nout = 1",
    "StandardScaler.fit = x\nout = 1",
    "class S(StandardScaler): pass\nout = S()",
    "out = StandardScaler.__init__",
    "out = StandardScaler.fit.__wrapped__.__globals__",
    "out = StandardScaler.fit.__globals__",
    "out = train_test_split.__wrapped__",
    "out = train_test_split.__globals__",
    "out = StandardScaler.__subclasses__()",
    "import pickle\nout = pickle.dumps(s)",
    # What an encoder gives.
    "t = OneHotEncoder().fit_transform(A)\nout = t.indptr",
    "t = OneHotEncoder().fit_transform(A)\nout = t.data",
    "t = OneHotEncoder().fit_transform(A)\nt.indices = A\nout = 1",
    "t = OneHotEncoder().fit_transform(A)\nout = t._coo_container",
    "t = OneHotEncoder().fit_transform(A)\nout = type(t)((1, 2))",
    # What is not among it.
    *(f"{text}\nout = 1" for text in (
        "import sklearn.utils", "from sklearn.utils import parallel", "from sklearn import set_config", "from sklearn import clone",
        "import sklearn\nsklearn.set_config(transform_output='pandas')", "from sklearn.externals import joblib", "import joblib",
        "from sklearn.pipeline import Pipeline\nPipeline([], memory='f')", "from sklearn.model_selection import cross_val_score",
        "from sklearn.model_selection import GridSearchCV", "from sklearn.preprocessing import FunctionTransformer",
        "from sklearn.datasets import fetch_openml", "from sklearn.datasets import load_files", "from sklearn.datasets import os",
        "from sklearn.datasets import dump_svmlight_file", "from sklearn.metrics import make_scorer", "from sklearn.metrics import pairwise",
        "from sklearn.linear_model import LogisticRegression", "import sklearn.datasets._base", "from sklearn.metrics import _scorer",
        "from sklearn import model_selection\nmodel_selection.GridSearchCV", "from sklearn import datasets\ndatasets.get_data_home()",
        "from sklearn import preprocessing as p\nq = [p][0]\nq.FunctionTransformer", "from sklearn import metrics as m\ngetattr(m, 'pairwise')",
    )),
]  # fmt: skip


FAKE = {
    "__init__": "",
    "datasets": """
import numpy as np
class Bunch(dict):
    __getattr__ = dict.__getitem__
def load_iris(*, return_X_y=False, as_frame=False):
    X, y = np.arange(12.0).reshape(6, 2), np.arange(6) % 2
    return (X, y) if return_X_y else Bunch(data=X, target=y, target_names=np.array(["a", "b"]))
def make_blobs(n_samples=6, centers=None, random_state=None):
    draw = np.random if random_state is None else np.random.RandomState(random_state)
    return draw.normal(size=(n_samples, 2)), np.arange(n_samples) % 2
""",
    "model_selection": """
import numpy as np
def train_test_split(*arrays, test_size=None, random_state=None, stratify=None):
    draw = np.random if random_state is None else np.random.RandomState(random_state)
    order = draw.permutation(len(arrays[0]))
    return [np.asarray(each)[part] for each in arrays for part in (order[2:], order[:2])]
""",
    "preprocessing": """
import numpy as np
class StandardScaler:
    def __init__(self, *, copy=True):
        self.copy = copy
    def fit(self, X, y=None, sample_weight=None):
        self.mean_, self.scale_ = X.mean(0), X.std(0)
        return self
    def transform(self, X, copy=None):
        return (X - self.mean_) / self.scale_
    def fit_transform(self, X):
        return self.fit(X).transform(X)
    def set_output(self, *, transform=None):
        return self
    def __repr__(self):
        return "StandardScaler()"
class OneHotEncoder(StandardScaler):
    def __init__(self, *, categories="auto", dtype=float, feature_name_combiner="concat"):
        pass
    def fit(self, X):
        self.categories_ = [np.unique(each) for each in X.T]
        return self
""",
    "metrics": """
import numpy as np
def accuracy_score(y_true, y_pred):
    return float(np.mean(np.asarray(y_true) == np.asarray(y_pred)))
""",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Scikit-learn, or the small package that takes its place."""
    if HAS_IT:
        yield
        return
    folder = tmp_path / "packages" / "sklearn"
    folder.mkdir(parents=True)
    for name, text in FAKE.items():
        folder.joinpath(f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder.parent))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "sklearn"]:
        del sys.modules[name]


TRAINS = f"""\
import numpy as np
{IMPORTS}
np.random.seed(3)
iris = load_iris()
X, Xt, y, yt = train_test_split(iris.data, iris["target"], random_state=1)
s = StandardScaler()
X = s.fit_transform(X)
w = np.zeros(X.shape[1])
for epoch in range(12):
    w -= 0.1 * X.T @ (X @ w - y) / len(X)
    Xb, _, yb, _ = train_test_split(X, y, test_size=2)
    s.fit(Xb + epoch)
    right = accuracy_score(y, (X @ w > 0.5).astype(int))
print(right, s.mean_, s, isinstance(s, StandardScaler), type(s).__name__, iris.target_names[0])
"""


def opened(text: str) -> Engine:
    engine = Engine(Source("p.py", text), seed=SEED)
    engine.open()
    engine.run_to_end()
    return engine


@pytest.mark.usefixtures("package")
def test_a_program_computes_what_python_computes(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(TRAINS, "p.py", "exec"), {"__name__": "__main__"})
    expected = capsys.readouterr().out
    engine = opened(TRAINS)
    assert engine.failure is None
    assert engine.loop_line == TRAINS.split("\n").index("for epoch in range(12):") + 1
    assert moment(engine, last(engine, END)).printed == expected


@pytest.mark.usefixtures("package")
def test_what_is_fitted_in_the_loop_is_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "p.py"
    path.write_text(TRAINS, encoding="utf-8")
    from_anywhere(path, 25)


@pytest.mark.usefixtures("package")
def test_it_draws_from_numpys_own_generator_unless_it_is_given_a_seed() -> None:
    text = f"{IMPORTS}w = 1.0\nfor i in range(3):\n    X, y = make_blobs(6)\n    w += X[0, 0]\n"
    problem = unseeded(opened(text))
    assert problem is not None
    assert problem.line == 7
    assert unseeded(opened(text.replace("(6)", "(6, random_state=i)"))) is None
    own = "import numpy as np\nr = np.random.default_rng(0)\nfor i in range(3):\n    x = r.normal()\n    if i == 2:\n        np.random.rand()\n"
    problem = unseeded(opened(own))
    assert problem is not None
    assert problem.line == 6


@pytest.mark.usefixtures("package")
@pytest.mark.few(15)
@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_gets_through(text: str) -> None:
    assert ended(f"{SETUP}out = None\n") == ("ran", "")
    where, printed = ended(f"{SETUP}out = None\n{text}")
    # An empty list is what nobody was asked for.
    assert where == "guard" or "REACHED" not in printed.replace("REACHED []", ""), printed


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (lambda: 1, "function"),
        ([[1, 2], [3, len]], "builtin_function_or_method"),
        ({"a": (1, object())}, "object"),
        (np.ndarray, "type"),
        (object, "type"),
        (np.random.default_rng(1), "Generator"),
        (np.array([1, len], dtype=object), "builtin_function_or_method"),
        (np.zeros(1, dtype=[("a", object)]), "rows with names"),
    ],
)
def test_what_is_not_plain_is_told(value: object, told: str) -> None:
    def named(*_: object, **__: object) -> int:
        raise AssertionError("it is never called")

    (called,) = scikit.members({"named": named}).values()
    for arguments, options in (([1, value], {}), ([], {"key": value})):
        with pytest.raises(TypeError, match=f"`named` takes arrays, lists, numbers and texts here, and no {told}"):
            called(*arguments, **options)
    nested: list[object] = []
    nested.append(nested)
    with pytest.raises(TypeError, match="no list nested so deeply"):
        called(nested)


def test_plain_values_are_taken() -> None:
    def named(*given: object) -> int:
        return len(given)

    (called,) = scikit.members({"named": named}).values()
    plain = (
        1,
        1.5,
        None,
        "x",
        True,
        np.ones(2),
        [1, [2.0, "x"]],
        (np.float64(1),),
        {"a": np.arange(3)},
        float,
        np.int64,
    )
    assert called(np.array(["a", 1, None], dtype=object)) == 1
    assert called(*plain, np.dtype(int), np.random.RandomState(1), range(3)) == len(plain) + 3


def test_its_members_are_allowed_or_refused_with_a_reason() -> None:
    for path, refused in table.REFUSED_MEMBERS.items():
        assert not table.MODULES[path] & refused.keys()
        assert all(refused.values())
    assert table.MODULES.keys() == table.WHOLE.keys()
    text = "from sklearn.model_selection import KFold\nfrom sklearn.linear_model import LinearRegression\n"
    first, second = guard.check(Source("p.py", text))
    assert "np.array_split" in first.message
    assert "train_test_split" in second.message


@needs_it
@pytest.mark.parametrize("path", [path for path in table.MODULES if path != "sklearn"])
def test_the_table_holds_what_exists(path: str) -> None:
    from importlib import import_module

    module = import_module(path)
    assert {name for name in modules.MODULES[path] if not hasattr(module, name)} == set()
