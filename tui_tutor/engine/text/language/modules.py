"""What may be imported, and why not the rest."""

from __future__ import annotations

from typing import Final

from tui_tutor.engine.text.language import numpys, scikit
from tui_tutor.engine.text.language.words import NO_FILES, words

_MATH = words(
    """acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1
    fabs factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma
    log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan tanh tau
    trunc ulp"""
)

_CMATH = words(
    """acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite isinf isnan log log10 nan nanj phase pi
    polar rect sin sinh sqrt tan tanh tau"""
)

RANDOM: Final = words(
    """betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits getstate lognormvariate
    normalvariate paretovariate randbytes randint random randrange sample seed setstate shuffle triangular uniform
    vonmisesvariate weibullvariate"""
)
"""What draws from Python's own generator, or sets it."""

_STATISTICS = words(
    """NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean kde linear_regression mean
    median median_grouped median_high median_low mode multimode pstdev pvariance quantiles stdev variance"""
)

_ITERTOOLS = words(
    """accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse
    groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest"""
)

_OPERATOR = words(
    """abs add and_ attrgetter concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat ifloordiv
    ilshift imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le
    length_hint lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub truediv truth xor"""
)

TYPING: Final = words(
    """Annotated Any Callable ClassVar Concatenate Final Generic Literal Optional ParamSpec Protocol Tuple Type TypeVar
    TypeVarTuple Union AbstractSet Container Hashable ItemsView Iterable Iterator KeysView Mapping MappingView
    MutableMapping MutableSequence MutableSet Sequence Sized ValuesView Collection Reversible SupportsAbs
    SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound ChainMap Counter Deque Dict DefaultDict
    List OrderedDict Set
    FrozenSet NamedTuple TypedDict Generator IO TextIO AnyStr LiteralString Never NewType NoReturn NotRequired Required
    Self Text TYPE_CHECKING TypeAlias TypeGuard Unpack cast final overload override"""
)

_ABSTRACT = words(
    """Callable Collection Container Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView
    MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView"""
)

_DECIMAL = words(
    """Decimal DecimalException DivisionByZero Inexact InvalidOperation Overflow ROUND_05UP ROUND_CEILING ROUND_DOWN
    ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded Underflow getcontext"""
)

CLOCK: Final = words(
    """asctime ctime gmtime localtime monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns
    sleep strftime thread_time thread_time_ns time time_ns"""
)

LOGGING: Final = words(
    """DEBUG INFO WARNING WARN ERROR CRITICAL basicConfig debug info warning error critical exception disable getLogger
    StreamHandler Formatter"""
)
"""What tells of a run beside its output: it may be called in any way, and nothing comes of it."""

PARSING: Final = words(
    """ArgumentDefaultsHelpFormatter ArgumentError ArgumentParser ArgumentTypeError BooleanOptionalAction HelpFormatter
    MetavarTypeHelpFormatter Namespace ONE_OR_MORE OPTIONAL REMAINDER RawDescriptionHelpFormatter RawTextHelpFormatter
    SUPPRESS ZERO_OR_MORE"""
)
"""What reads a program's arguments: those that it was given, which are none."""

_FUTURE = words("annotations division absolute_import print_function unicode_literals with_statement generators")

MODULES: Final[dict[str, frozenset[str]]] = {
    **numpys.MODULES,
    "math": _MATH,
    "cmath": _CMATH,
    "random": RANDOM | words("Random"),
    "statistics": _STATISTICS,
    "copy": words("copy deepcopy replace"),
    "itertools": _ITERTOOLS,
    "functools": words("cache cached_property cmp_to_key lru_cache partial reduce total_ordering update_wrapper wraps"),
    "operator": _OPERATOR,
    "collections": words("ChainMap Counter OrderedDict defaultdict deque namedtuple"),
    "collections.abc": _ABSTRACT,
    "dataclasses": words("KW_ONLY FrozenInstanceError InitVar asdict astuple dataclass field is_dataclass replace"),
    "enum": words("Enum Flag IntEnum IntFlag StrEnum auto unique"),
    "typing": TYPING,
    "string": words(
        """ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation
        whitespace"""
    ),
    "fractions": words("Fraction"),
    "decimal": _DECIMAL,
    "abc": words("ABC ABCMeta abstractmethod"),
    "numbers": words("Number Complex Real Rational Integral"),
    "textwrap": words("dedent fill indent shorten wrap"),
    "pprint": words("pformat pp pprint"),
    "__future__": _FUTURE,
    "time": CLOCK,
    "datetime": words("date datetime time timedelta timezone MINYEAR MAXYEAR UTC"),
    "sys": words(
        "stdout stderr maxsize float_info int_info argv exit byteorder version version_info platform getsizeof"
    ),
    "os": frozenset(),
    "os.path": frozenset(),
    "warnings": words("filterwarnings simplefilter warn catch_warnings resetwarnings"),
    "logging": LOGGING,
    "argparse": PARSING,
    "tqdm": words("tqdm trange"),
    "tqdm.auto": words("tqdm trange"),
    "tqdm.notebook": words("tqdm trange"),
    **scikit.MODULES,
}
"""What may be taken from each module; a module that is a key here may be reached from the one that holds it."""

DRAWING: Final = words("matplotlib pylab seaborn mpl_toolkits IPython")
"""What draws elsewhere: it may be imported and called in any way, and nothing comes of it."""

FROM_A_FILE: Final = words("imread imsave load_dataset get_sample_data")
"""What such a library reads, which would be missing."""

PYPLOT: Final = words(
    """annotate arrow axes axhline axhspan axis axline axvline axvspan bar barh box boxplot cla clabel clf clim close cm
    colorbar contour contourf delaxes draw errorbar eventplot figlegend fignum_exists figtext figure fill_between
    fill_betweenx gca gcf get_cmap grid hexbin hist hist2d hlines imshow ioff ion legend locator_params loglog margins
    matshow minorticks_off minorticks_on pause pcolor pcolormesh pie plot plot_date polar quiver quiverkey rc rcParams
    savefig scatter sci semilogx semilogy setp show specgram spy stackplot stairs stem step streamplot style subplot
    subplot2grid subplot_mosaic subplots subplots_adjust suptitle table text tick_params ticklabel_format tight_layout
    title tricontour tricontourf tripcolor triplot twinx twiny violinplot vlines xlabel xlim xscale xticks ylabel ylim
    yscale yticks Axes3D Circle Polygon Rectangle FuncAnimation ListedColormap FormatStrFormatter MaxNLocator"""
)
"""The names that a star import of what draws gives."""

EXAMPLES: Final = {
    "numpy": "dot",
    "numpy.random": "random",
    "numpy.linalg": "norm",
    "numpy.fft": "fft",
    "numpy.polynomial": "Polynomial",
    "math": "sqrt",
    "random": "random",
    "time": "time",
}

_FILES = f"{NO_FILES}; write the numbers into the program"
_OUTSIDE = "a program that is not trusted reaches nothing outside itself: leave this out"
_SURROUNDINGS = "a program that is not trusted reads and sets nothing around itself"
_NETWORK = "a program that is not trusted reaches no network; write what it fetches into the program"
_PICTURES = "it reads pictures from files; write the numbers as `np.array([…])`"
_NETWORKS = "what it computes with is no numpy that can be followed; write the network with numpy"
_FASTER = "it makes code that cannot be followed; leave it out, and the `@` lines that use it"
_ATTRIBUTES = "it makes classes out of text"
_EVALUATES = "it evaluates text"
_PRINT = "use `print`"
_TYPES = "what the types are makes no difference to what runs: leave it out"
_WAITS = "nothing runs beside the program while it is stepped: call the functions one after the other"
_SELDOM = "it is not among what can be followed and brought back"

REFUSED_MEMBERS: Final[dict[str, dict[str, str]]] = {
    **{
        path: {name: why for name, why in numpys.REFUSED.items() if name not in known}
        for path, known in numpys.MODULES.items()
    },
    **scikit.REFUSED_MEMBERS,
    "argparse": {
        "FileType": f"it opens files; {_FILES}",
        "Action": 'use one of the actions that argparse has, such as `action="store_true"`',
    },
    "random": {"SystemRandom": "its numbers cannot be met again when one goes back; use `random.Random(1)`"},
    "functools": {
        **dict.fromkeys(words("singledispatch singledispatchmethod partialmethod"), f"{_SELDOM}; write an `if`"),
    },
    "operator": {"call": "call it: write the brackets"},
    "dataclasses": {
        "make_dataclass": f"{_ATTRIBUTES}; write the class",
        **dict.fromkeys(words("fields Field MISSING"), _TYPES),
    },
    "collections": dict.fromkeys(words("UserDict UserList UserString"), "use a `dict`, a `list` or a `str`"),
    "enum": dict.fromkeys(words("EnumMeta EnumType EnumDict"), "make a class of `Enum`"),
    "typing": {
        **dict.fromkeys(words("get_type_hints ForwardRef evaluate_forward_ref"), f"{_EVALUATES}; leave it out"),
        **dict.fromkeys(words("get_args get_origin runtime_checkable no_type_check"), _TYPES),
    },
    "string": {
        "Formatter": 'it reaches attributes by their text; use an f-string, such as f"{x:.3f}"',
        "Template": 'use an f-string, such as f"{x:.3f}"',
    },
    "decimal": dict.fromkeys(
        words("setcontext localcontext DefaultContext BasicContext ExtendedContext Context"),
        "set `getcontext().prec` at the program's beginning",
    ),
    "sys": {
        "stdin": "nobody is asked while a program is stepped; store the value in a name",
        "path": _OUTSIDE,
        "modules": _OUTSIDE,
        **dict.fromkeys(words("setrecursionlimit getrecursionlimit"), "leave it out: the limit is Python's own"),
    },
    "os": {
        **dict.fromkeys(words("path listdir scandir walk getcwd"), _FILES),
        **dict.fromkeys(words("mkdir makedirs remove unlink rename chdir rmdir"), f"{NO_FILES}; leave this out"),
        **dict.fromkeys(words("environ getenv environb"), f"{_SURROUNDINGS}; store the value in a name"),
        **dict.fromkeys(words("putenv"), f"{_SURROUNDINGS}; leave this out"),
        "cpu_count": f"{_SURROUNDINGS}; write the number",
    },
}
"""Members of modules that a program may not use, and why not."""

WHOLE: Final[dict[str, str]] = {
    "os": "a program that is not trusted reaches no files, processes or settings of the computer",
    "os.path": f"{NO_FILES}; leave this out",
    "logging": _PRINT,
    "warnings": "leave it out: warnings are not shown here",
    "sys": _OUTSIDE,
    **scikit.WHOLE,
    "functools": _SELDOM,
    "typing": _TYPES,
    "decimal": _SELDOM,
    "enum": _SELDOM,
    "datetime": _SELDOM,
    "time": "the clock stands still here, and only tells the time",
}
"""Why not, for what is named nowhere else."""

IMPORT_HINTS: Final[dict[str, str]] = {
    **dict.fromkeys(words("io pathlib csv json pickle cPickle gzip zipfile tarfile glob shutil tempfile h5py"), _FILES),
    **dict.fromkeys(words("subprocess ctypes importlib builtins platform signal resource gc getpass"), _OUTSIDE),
    **dict.fromkeys(words("requests urllib urllib2 urllib3 http httpx socket ftplib smtplib"), _NETWORK),
    **dict.fromkeys(words("PIL cv2 imageio skimage"), _PICTURES),
    **dict.fromkeys(words("numba cython"), _FASTER),
    **dict.fromkeys(words("threading multiprocessing concurrent asyncio queue"), _WAITS),
    "scipy": "write what you need of it with numpy",
    "pandas": "keep the numbers in numpy arrays: `np.array([…])`",
    "cupy": "use numpy, which does the same",
    "sympy": "compute with numbers",
    "networkx": "keep the edges in an array",
    **dict.fromkeys(words("torch torchvision tensorflow keras jax autograd theano mxnet chainer"), _NETWORKS),
    "sklearn": scikit.HINT,
    "types": "write the class or the function itself",
    **dict.fromkeys(words("inspect dis traceback pdb cProfile profile"), "it looks at code; leave it out"),
    "ast": f"{_EVALUATES}; write the values themselves",
    "contextlib": "write a class with `__enter__` and `__exit__`",
    "secrets": "its numbers cannot be met again when one goes back; use `random`",
    "re": "use the methods of texts, such as `.split()` and `.replace()`",
    "heapq": "keep the list sorted: `items.sort()`",
    "bisect": "use `np.searchsorted`",
    "timeit": "the clock stands still while a program is stepped: leave it out",
}
"""Why a module cannot be imported."""

OTHERWISE: Final = "only numpy, Python's modules that compute, and what draws can be"

PRINTING = (
    words("precision suppress linewidth threshold edgeitems floatmode sign"),
    frozenset[object]({"fixed", "unique", "maxprec", "maxprec_equal", "-", "+", " "}),
    "only precision, suppress, linewidth, threshold, edgeitems, floatmode and sign, each with a plain value",
)
WARNING = (
    words("all divide over under invalid"),
    frozenset[object]({"ignore", "warn", "raise", "print"}),
    'only all, divide, over, under and invalid, each with "ignore", "warn" or "raise"',
)

OPTION_CALLS: Final[dict[str, tuple[frozenset[str], frozenset[object], str]]] = {
    "numpy.set_printoptions": PRINTING,
    "numpy.seterr": WARNING,
}
"""Calls that set options: the options, the words that they may be set to beside numbers, and both for the reader."""

CONTEXTS: Final = {"numpy.printoptions": PRINTING, "numpy.errstate": WARNING}
"""The same for what `with` may be used with."""

DRAWS: Final = frozenset(
    {
        *(f"numpy.random.{name}" for name in numpys.RANDOM),
        *(f"random.{name}" for name in RANDOM),
        "numpy.random.default_rng",
    }
)
"""Calls that draw from a generator that the program does not hold itself."""

SEEDED: Final = frozenset(
    {*(f"numpy.random.{name}" for name in (*numpys.GENERATORS, "seed")), "random.seed", "random.Random"}
)
"""Calls that draw a new seed from the clock when they are given none; so they are given one."""

ONLY_CALLED: Final[dict[str, str]] = {
    **dict.fromkeys(SEEDED, "call it where you need it, so that its random numbers can be met again"),
    "numpy.set_printoptions": "call it where you need it: `np.set_printoptions(precision=3)`",
    "numpy.seterr": 'call it where you need it: `np.seterr(all="ignore")`',
    "numpy.errstate": 'write `with np.errstate(all="ignore"):`',
    "numpy.printoptions": "write `with np.printoptions(precision=3):`",
    "numpy.ndarray": "use it in `isinstance(x, np.ndarray)`; make arrays with `np.array` or `np.zeros`",
    "abc.ABCMeta": "write `class A(ABC):`",
}
"""Members whose calls are checked closely, so that they may not be handed on under another name."""
