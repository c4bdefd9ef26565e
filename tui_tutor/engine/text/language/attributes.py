"""Attributes and methods of values, kind by kind."""

from __future__ import annotations

from typing import Final

from tui_tutor.engine.text.language.words import NO_FILES, words

_ARRAY = words(
    """T shape ndim size dtype real imag itemsize nbytes mT
    dot sum mean std var min max argmin argmax reshape transpose copy astype flatten ravel round clip any all tolist
    item cumsum cumprod prod trace squeeze swapaxes diagonal repeat take nonzero argsort argpartition partition
    searchsorted sort fill conj conjugate compress choose put ptp tobytes"""
)

_TEXT = words(
    """capitalize casefold center count decode encode endswith expandtabs find index isalnum isalpha isascii isdecimal
    isdigit isidentifier islower isnumeric isspace istitle isupper join ljust lower lstrip partition removeprefix
    removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title
    translate upper zfill maketrans"""
)

_WHOLE = words("bit_length bit_count real imag numerator denominator conjugate as_integer_ratio is_integer")

_POLYNOMIAL = words(
    """coef domain window roots deriv integ degree convert fit basis fromroots identity linspace trim truncate cutdeg
    mapparms copy"""
)

_GENERATOR = words(
    """random normal uniform integers standard_normal shuffle permutation permuted choice beta binomial bytes chisquare
    dirichlet exponential f gamma geometric gumbel hypergeometric laplace logistic lognormal logseries multinomial
    multivariate_normal multivariate_hypergeometric negative_binomial noncentral_chisquare noncentral_f pareto poisson
    power rayleigh standard_cauchy standard_exponential standard_gamma standard_t triangular vonmises wald weibull zipf
    spawn"""
)

_STATE = words(
    """rand randn randint random random_sample random_integers seed get_state tomaxint
    uniform normal standard_normal choice permutation shuffle"""
)

_RANDOM = words(
    """random randint randrange uniform gauss normalvariate choice choices sample shuffle seed getstate setstate
    betavariate binomialvariate expovariate gammavariate getrandbits lognormvariate paretovariate randbytes triangular
    vonmisesvariate weibullvariate"""
)

_DATE = words(
    """year month day hour minute second microsecond weekday isoweekday isoformat strftime date time timetuple replace
    timestamp toordinal ctime fromisoformat strptime fromtimestamp combine now today utcnow min max resolution days
    seconds microseconds total_seconds utc tzinfo"""
)

KINDS: Final[dict[str, frozenset[str]]] = {
    "numpy.ndarray": _ARRAY | words("flat strides base view"),
    "numpy.generic": _ARRAY,
    "numpy.integer": words("bit_count is_integer numerator denominator"),
    "numpy.floating": words("is_integer as_integer_ratio"),
    "numpy.str_": _TEXT,
    "numpy.matrix": words("I A A1 H getA getA1 getI getT getH"),
    "numpy.dtype": words("name kind char itemsize type names byteorder str num alignment shape ndim"),
    "numpy.flatiter": words("index coords copy"),
    "numpy.ufunc": words("reduce accumulate reduceat outer at nin nout nargs identity"),
    "numpy.finfo": words(
        "eps max min tiny resolution precision bits smallest_normal smallest_subnormal nmant nexp dtype"
    ),
    "numpy.iinfo": words("max min bits dtype kind"),
    "numpy.nditer": words("finished multi_index iternext index iterindex value shape itersize ndim reset"),
    "numpy.broadcast": words("shape size ndim nd"),
    "numpy.poly1d": words("coeffs coef coefficients c order o roots r variable deriv integ"),
    "numpy.polynomial.Polynomial": _POLYNOMIAL,
    "numpy.polynomial.Chebyshev": _POLYNOMIAL,
    "numpy.polynomial.Hermite": _POLYNOMIAL,
    "numpy.polynomial.HermiteE": _POLYNOMIAL,
    "numpy.polynomial.Laguerre": _POLYNOMIAL,
    "numpy.polynomial.Legendre": _POLYNOMIAL,
    "numpy.random.Generator": _GENERATOR,
    "numpy.random.RandomState": _GENERATOR - words("spawn integers permuted multivariate_hypergeometric") | _STATE,
    "numpy.random.SeedSequence": words("spawn generate_state entropy"),
    "random.Random": _RANDOM,
    "builtins.str": _TEXT | words("format format_map"),
    "builtins.bytes": _TEXT | words("hex fromhex"),
    "builtins.int": _WHOLE | words("from_bytes to_bytes"),
    "builtins.float": words("real imag is_integer as_integer_ratio conjugate hex fromhex"),
    "builtins.complex": words("real imag conjugate"),
    "builtins.list": words("append extend insert pop remove index count reverse sort copy clear"),
    "builtins.tuple": words("index count"),
    "builtins.dict": words("keys values items get setdefault pop popitem update copy clear fromkeys"),
    "builtins.set": words(
        """add remove discard pop clear copy update union intersection difference symmetric_difference issubset
        issuperset isdisjoint intersection_update difference_update symmetric_difference_update"""
    ),
    "builtins.frozenset": words(
        "copy union intersection difference symmetric_difference issubset issuperset isdisjoint"
    ),
    "builtins.range": words("start stop step index count"),
    "builtins.slice": words("start stop step indices"),
    "builtins.property": words("setter getter deleter"),
    "builtins.BaseException": words("args add_note"),
    "builtins.StopIteration": words("value"),
    "builtins.SystemExit": words("code"),
    "types.GeneratorType": words("send close"),
    "collections.deque": words(
        "append appendleft extend extendleft insert pop popleft remove index count reverse rotate copy clear maxlen"
    ),
    "collections.Counter": words("most_common elements subtract total"),
    "collections.OrderedDict": words("move_to_end"),
    "collections.defaultdict": words("default_factory"),
    "collections.ChainMap": words("maps new_child parents"),
    "functools.partial": words("func args keywords"),
    "fractions.Fraction": words("numerator denominator limit_denominator as_integer_ratio from_float from_decimal"),
    "decimal.Decimal": words("quantize sqrt exp ln log10 is_nan is_zero as_tuple to_integral_value normalize adjusted"),
    "decimal.Context": words("prec rounding"),
    "statistics.NormalDist": words(
        "mean stdev variance median mode pdf cdf inv_cdf quantiles zscore overlap from_samples"
    ),
    "datetime.date": _DATE,
    "datetime.time": _DATE,
    "datetime.timedelta": _DATE,
    "datetime.timezone": _DATE,
    "time.struct_time": words("tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday"),
    "enum.Enum": words("name value"),
}
"""What may be taken of each kind of value, and of what is made of it."""

OF_ANSWERS: Final = words(
    """U S Vh Q R eigenvalues eigenvectors sign logabsdet values indices inverse_indices counts numerator
    denominator mode count intercept slope hits misses maxsize currsize"""
)
"""Names of what functions give back several of: they are tuples with names, and nothing else has these."""

OF_TOOLS: Final = words(
    "cache_clear cache_info write flush set_description set_postfix set_postfix_str update close refresh"
)
"""Of what stands in the place of an imported tool."""

OF_LOGGERS: Final = words(
    "debug info warning error critical exception setLevel setFormatter addHandler propagate getChild hasHandlers"
)
"""Of what tells of a run beside its output."""

OF_PARSERS: Final = words(
    """add_argument add_argument_group add_mutually_exclusive_group add_parser add_subparsers description epilog error
    exit format_help format_usage get_default parse_args parse_known_args print_help print_usage prog set_defaults
    usage"""
)
"""Of what reads a program's arguments."""

ANY: Final = frozenset().union(*KINDS.values()) | OF_ANSWERS | OF_TOOLS | OF_LOGGERS | OF_PARSERS
"""All of them: a name's kind of value is not known before the program runs."""

_MEMORY = "it shares or reinterprets memory; make arrays with `np.array`, `np.zeros` or `np.reshape`"

REFUSED: Final[dict[str, str]] = {
    **dict.fromkeys(words("tofile dump dumps"), f"{NO_FILES}; `print` it"),
    **dict.fromkeys(words("read readline readlines"), f"{NO_FILES}; write the numbers into the program"),
    **dict.fromkeys(words("data ctypes setflags setfield getfield byteswap newbyteorder"), _MEMORY),
    "resize": "use `x = np.resize(x, shape)`",
    "itemset": "store with a subscript: `x[…] = …`",
    "mro": "it belongs to Python's insides; ask with `isinstance(x, A)`",
    **dict.fromkeys(
        words(
            """gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await cr_origin ag_frame ag_code ag_await f_back
            f_builtins f_code f_globals f_locals f_trace tb_frame tb_lasti tb_next co_code co_consts co_names
            func_globals func_code im_func im_self with_traceback"""
        ),
        "it belongs to Python's insides; leave it out",
    ),
    "__dict__": "name its attributes one by one, or keep the values in a dict",
    "__subclasses__": "keep the classes in a list",
    **dict.fromkeys(words("__bases__ __base__ __mro__"), "ask with `isinstance(x, A)` or `issubclass(A, B)`"),
}
"""Those that a beginner may well try, and why not."""
