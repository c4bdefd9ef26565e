"""numpy, name by name: what a program may use, and why not the rest.

Made by looking at numpy from 1.26 to 2.5; a test holds each public name of the installed one to be in here.
"""

from __future__ import annotations

from typing import Final

from tui_tutor.engine.text.language.words import NO_FILES, words

TYPES: Final = words(
    """bool bool_ int_ intc intp int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintc uintp byte ubyte short
    ushort long ulong longlong ulonglong float16 float32 float64 float128 half single double longdouble float_ complex64
    complex128 complex256 csingle cdouble clongdouble complex_ cfloat longfloat clongfloat longcomplex singlecomplex
    number integer signedinteger unsignedinteger inexact floating complexfloating generic flexible character str_
    bytes_ unicode_ string_ object_ datetime64 timedelta64"""
)
"""The types of its numbers, texts and dates."""

NAMES: Final = TYPES | words(
    """
    abs absolute acos acosh add all allclose alltrue amax amin angle any append apply_along_axis apply_over_axes
    arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around
    array array2string array_equal array_equiv array_repr array_split array_str asanyarray asarray asarray_chkfinite
    ascontiguousarray asfarray asfortranarray asin asinh asmatrix astype atan atan2 atanh atleast_1d atleast_2d
    atleast_3d average bartlett base_repr binary_repr bincount bitwise_and bitwise_count bitwise_invert
    bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman block broadcast
    broadcast_arrays broadcast_shapes broadcast_to busday_count busday_offset busdaycalendar c_ can_cast cast cbrt
    ceil choose CLIP clip column_stack common_type compress concat concatenate conj conjugate convolve copy copysign
    copyto corrcoef correlate cos cosh count_nonzero cov cross cumprod cumproduct cumsum cumulative_prod
    cumulative_sum datetime_as_string datetime_data deg2rad degrees delete diag diag_indices diag_indices_from
    diagflat diagonal diff digitize divide divmod dot dsplit dstack dtype e ediff1d einsum einsum_path empty
    empty_like equal errstate euler_gamma exp exp2 expand_dims expm1 extract eye fabs False_ fill_diagonal finfo fix
    flatiter flatnonzero flip fliplr flipud float_power floor floor_divide fmax fmin fmod format_float_positional
    format_float_scientific frexp fromfunction fromiter frompyfunc fromstring full full_like gcd geomspace
    get_printoptions geterr gradient greater greater_equal hamming hanning heaviside histogram histogram2d
    histogram_bin_edges histogramdd hsplit hstack hypot i0 identity iinfo imag in1d index_exp indices Inf inf
    Infinity infty inner insert interp intersect1d invert is_busday isclose iscomplex iscomplexobj isdtype isfinite
    isfortran isin isinf isnan isnat isneginf isposinf isreal isrealobj isscalar issubdtype iterable ix_ kaiser kron
    lcm ldexp left_shift less less_equal lexsort linspace little_endian log log10 log1p log2 logaddexp logaddexp2
    logical_and logical_not logical_or logical_xor logspace mask_indices mat matmul matrix matrix_transpose matvec
    max maximum MAY_SHARE_BOUNDS MAY_SHARE_EXACT may_share_memory mean median meshgrid mgrid min min_scalar_type
    minimum mod modf moveaxis msort multiply NAN NaN nan nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax
    nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar nbytes ndarray ndenumerate ndim
    ndindex nditer negative newaxis nextafter NINF nonzero not_equal NZERO ogrid ones ones_like outer packbits pad
    partition percentile permute_dims pi piecewise PINF place poly poly1d polyadd polyder polydiv polyfit polyint
    polymul polysub polyval positive pow power printoptions prod product promote_types ptp put put_along_axis
    putmask PZERO quantile r_ rad2deg radians RAISE RankWarning ravel ravel_multi_index real real_if_close
    reciprocal remainder repeat require reshape resize result_type right_shift rint roll rollaxis roots rot90 round
    round_ row_stack s_ searchsorted select set_printoptions setdiff1d seterr setxor1d shape shares_memory sign
    signbit sin sinc sinh size sometrue sort sort_complex spacing split sqrt square squeeze stack std subtract sum
    swapaxes take take_along_axis tan tanh tensordot tile trace transpose trapezoid trapz tri tril tril_indices
    tril_indices_from trim_zeros triu triu_indices triu_indices_from True_ true_divide trunc ufunc union1d unique
    unique_all unique_counts unique_inverse unique_values unpackbits unravel_index unstack unwrap vander var vdot
    vecdot vecmat vectorize vsplit vstack where WRAP zeros zeros_like __version__
    """
)

RANDOM: Final = words(
    """seed rand randn randint random random_sample random_integers ranf sample bytes choice permutation shuffle
    uniform normal standard_normal beta binomial chisquare dirichlet exponential f gamma geometric gumbel hypergeometric
    laplace logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare
    noncentral_f pareto poisson power rayleigh standard_cauchy standard_exponential standard_gamma standard_t triangular
    vonmises wald weibull zipf"""
)
"""What draws from numpy's own generator, or sets it."""

GENERATORS: Final = words("default_rng RandomState MT19937 PCG64 PCG64DXSM Philox SFC64 SeedSequence")
"""What makes a generator, of a seed."""

LINALG: Final = words(
    """LinAlgError cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm matrix_power
    matrix_rank matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals tensordot tensorinv tensorsolve
    trace vecdot vector_norm"""
)

FFT: Final = words(
    """fft fft2 fftfreq fftn fftshift hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft rfft2 rfftfreq
    rfftn"""
)

POLYNOMIAL: Final = words("Polynomial Chebyshev Hermite HermiteE Laguerre Legendre")

OF_POLYNOMIALS: Final = words(
    """polyadd polycompanion polyder polydiv polydomain polyfit polyfromroots polygrid2d polygrid3d polyint polyline
    polymul polymulx polyone polypow polyroots polysub polytrim polyval polyval2d polyval3d polyvalfromroots polyvander
    polyvander2d polyvander3d polyx polyzero"""
)

TESTING: Final = words(
    """assert_ assert_allclose assert_almost_equal assert_approx_equal assert_array_almost_equal assert_array_equal
    assert_array_less assert_equal assert_string_equal"""
)

TEXTS: Final = words(
    """add capitalize center count endswith equal expandtabs find greater greater_equal index isalnum isalpha isdecimal
    isdigit islower isnumeric isspace istitle isupper join less less_equal ljust lower lstrip mod multiply not_equal
    partition replace rfind rindex rjust rpartition rstrip split splitlines startswith str_len strip swapcase title
    translate upper zfill"""
)
"""What `np.char` and `np.strings` compute with arrays of texts."""

EMATH: Final = words("sqrt log log2 logn log10 power arccos arcsin arctanh")

EXCEPTIONS: Final = words(
    "AxisError ComplexWarning RankWarning VisibleDeprecationWarning DTypePromotionError TooHardError"
)

MODULES: Final[dict[str, frozenset[str]]] = {
    "numpy": NAMES,
    "numpy.random": RANDOM | GENERATORS | words("Generator get_state"),
    "numpy.linalg": LINALG,
    "numpy.fft": FFT,
    "numpy.polynomial": POLYNOMIAL,
    "numpy.polynomial.polynomial": OF_POLYNOMIALS | words("Polynomial"),
    "numpy.testing": TESTING,
    "numpy.char": TEXTS,
    "numpy.strings": TEXTS - words("join split splitlines"),
    "numpy.emath": EMATH,
    "numpy.exceptions": EXCEPTIONS,
    "numpy.typing": words("NDArray ArrayLike DTypeLike"),
    "numpy.lib": frozenset(),
    "numpy.lib.stride_tricks": words("sliding_window_view"),
}
"""What may be taken from each of its modules."""

_READS = f"{NO_FILES}; write the numbers as `np.array([…])`"
_WRITES = f"{NO_FILES}; `print` it"
_CODE = "it looks at code, or at names by their text"
_MEMORY = "it shares or reinterprets memory; make arrays with `np.array`, `np.zeros` or `np.reshape`"
_INSIDES = "it belongs to numpy's insides"
_OLD = "it only serves numpy's own machinery for types; ask an array for its `.dtype`"
_MASKED = "a masked array keeps a second array inside, which is not followed here; use an array of True and False"

REFUSED: Final[dict[str, str]] = {
    **dict.fromkeys(
        words("""load loadtxt genfromtxt recfromcsv recfromtxt fromfile fromregex memmap DataSource"""),
        _READS,
    ),
    **dict.fromkeys(words("save savez savez_compressed savetxt"), _WRITES),
    "get_include": f"{NO_FILES}; leave it out",
    **dict.fromkeys(
        words(
            """safe_eval source lookfor info who deprecate deprecate_with_doc add_docstring add_newdoc add_newdoc_ufunc
            set_string_function set_numeric_ops test"""
        ),
        _CODE,
    ),
    "bmat": "it looks at names by their text; use `np.block([[A, B], [C, D]])`",
    "disp": "use `print`",
    **dict.fromkeys(
        words(
            """frombuffer recarray record rec void from_dlpack byte_bounds chararray format_parser nested_iters
            fastCopyAndTranspose getbufsize setbufsize UFUNC_BUFSIZE_DEFAULT UFUNC_PYVALS_NAME BUFSIZE as_strided"""
        ),
        _MEMORY,
    ),
    "ma": _MASKED,
    **dict.fromkeys(
        words(
            """lib core _core ctypeslib f2py distutils compat dtypes matrixlib numarray oldnumeric get_array_wrap
            show_config show_runtime geterrobj seterrobj geterrcall seterrcall tracemalloc_domain kernel_version version
            ALLOW_THREADS ERR_CALL ERR_DEFAULT ERR_IGNORE ERR_LOG ERR_PRINT ERR_RAISE ERR_WARN FLOATING_POINT_SUPPORT
            FPE_DIVIDEBYZERO FPE_INVALID FPE_OVERFLOW FPE_UNDERFLOW MAXDIMS SHIFT_DIVIDEBYZERO SHIFT_INVALID
            SHIFT_OVERFLOW SHIFT_UNDERFLOW"""
        ),
        _INSIDES,
    ),
    **dict.fromkeys(
        words(
            """compare_chararrays maximum_sctype obj2sctype sctype2char sctypeDict sctypes issctype issubsctype
            issubclass_ typecodes ScalarType find_common_type mintypecode typename"""
        ),
        _OLD,
    ),
    **dict.fromkeys(words("set_default_printstyle polyutils"), "it sets how polynomials are written for everybody"),
    **dict.fromkeys(words("decode encode slice asarray array"), "use the methods of Python's own texts"),
    **dict.fromkeys(words("ModuleDeprecationWarning NBitBase"), _INSIDES),
    **dict.fromkeys(
        words("AxisError ComplexWarning VisibleDeprecationWarning TooHardError"), "take it from `np.exceptions`"
    ),
    "set_state": "use `np.random.seed`, or a generator of your own",
    **dict.fromkeys(words("BitGenerator bit_generator get_bit_generator set_bit_generator mtrand"), _INSIDES),
}
"""Public names of its modules that may not be used, and why not."""
