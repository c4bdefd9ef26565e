"""What a learner's condition may call, which only looks at values."""

from __future__ import annotations

from typing import Final

from tui_tutor.engine.text.language.words import words

MODULES: Final[dict[str, str]] = {"np": "numpy", "numpy": "numpy", "math": "math"}
"""The names by which a condition reaches the modules, whatever the program calls them."""

BUILTINS: Final = words("abs all any bool divmod float int len list max min pow repr round set sorted str sum tuple")

METHODS: Final[dict[str, int]] = {
    **dict.fromkeys(words("tolist copy flatten ravel nonzero conj keys values items"), 0),
    **dict.fromkeys(words("max min sum mean std var argmax argmin all any prod round cumsum dot index count"), 1),
    **dict.fromkeys(words("get"), 2),
    **dict.fromkeys(words("item transpose reshape"), 8),
}
"""Methods that change nothing, with the number of arguments beyond which numpy would take one to write into."""

MEMBERS: Final[dict[str, int]] = {
    **dict.fromkeys(
        words(
            """abs absolute fabs sign exp log log2 log10 log1p expm1 sqrt square sin cos tan tanh floor ceil rint
            isnan isinf isfinite logical_not negative ravel shape ndim diag array"""
        ),
        1,
    ),
    **dict.fromkeys(
        words(
            """max min amax amin sum prod mean median std var argmax argmin all any ptp cumsum diff count_nonzero size
            round dot matmul add subtract multiply divide power mod maximum minimum equal not_equal less less_equal
            greater greater_equal logical_and logical_or logical_xor array_equal isin reshape transpose sort"""
        ),
        2,
    ),
    **dict.fromkeys(words("where clip percentile quantile norm"), 3),
    **dict.fromkeys(words("isclose allclose"), 4),
    **dict.fromkeys(words("det matrix_rank"), 1),
}
"""The same for numpy's functions; those of `math` are all pure."""

ANY_NUMBER = 99

KEYWORDS: Final = words("axis keepdims ddof ord rtol atol equal_nan decimals default")
"""What a condition may name an argument."""
