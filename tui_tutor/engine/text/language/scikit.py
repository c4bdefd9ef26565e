"""What may be used of scikit-learn: its small data sets, and the tools that stand beside a network of one's own.

What is here computes on arrays in this process alone: it calls no function that it is given, starts no workers
(nothing takes `n_jobs` or `memory`), and reads no files but the sets that come with it. What it draws comes from
numpy's own generator, or from the seed that it is given as `random_state`.
"""

from __future__ import annotations

from typing import Final

from tui_tutor.engine.text.language.words import NO_FILES, words

DATA_SETS: Final = words(
    """load_breast_cancer load_diabetes load_digits load_iris load_linnerud load_wine make_blobs make_checkerboard
    make_circles make_classification make_friedman1 make_gaussian_quantiles make_moons make_regression make_s_curve
    make_swiss_roll"""
)
"""The small sets, which come with it, and those that it makes of random numbers."""

ESTIMATORS: Final = words("StandardScaler MinMaxScaler OneHotEncoder LabelBinarizer LabelEncoder")
"""Classes that are fitted to numbers, and then change others in the same way."""

MODULES: Final[dict[str, frozenset[str]]] = {
    "sklearn": frozenset(),
    "sklearn.datasets": DATA_SETS,
    "sklearn.model_selection": words("train_test_split"),
    "sklearn.preprocessing": ESTIMATORS | words("label_binarize minmax_scale normalize scale"),
    "sklearn.metrics": words(
        """accuracy_score classification_report confusion_matrix f1_score log_loss mean_absolute_error
        mean_squared_error precision_score r2_score recall_score"""
    ),
}

METHODS: Final = words("fit fit_transform inverse_transform partial_fit transform")
"""What may be called of what is fitted."""

OF_ESTIMATORS: Final = METHODS | words(
    """categories_ classes_ data_max_ data_min_ data_range_ mean_ min_ n_features_in_ n_samples_seen_ scale_ var_
    get_feature_names_out"""
)
"""What may be taken of what is fitted."""

OF_SPARSE: Final = words("toarray todense nnz")
"""What may be taken of the arrays of mostly zeros that an encoder gives: their insides look at memory."""

DRAWS: Final = words("train_test_split") | frozenset(name for name in DATA_SETS if name.startswith("make_"))
"""Calls that draw from numpy's own generator, unless they are given a seed."""

_TRAINS = "it trains in its own code, which cannot be followed; write the loop with numpy"
_SPLITS = "split the rows with `np.array_split(np.random.permutation(len(X)), 5)`"

REFUSED_MEMBERS: Final[dict[str, dict[str, str]]] = {
    "sklearn.datasets": {
        **dict.fromkeys(
            words(
                """fetch_20newsgroups fetch_20newsgroups_vectorized fetch_california_housing fetch_covtype fetch_file
                fetch_kddcup99 fetch_lfw_pairs fetch_lfw_people fetch_olivetti_faces fetch_openml fetch_rcv1
                fetch_species_distributions"""
            ),
            "a program that is not trusted reaches no network; take a small set such as `load_iris`",
        ),
        **dict.fromkeys(
            words("load_files load_svmlight_file load_svmlight_files dump_svmlight_file get_data_home clear_data_home"),
            NO_FILES,
        ),
        "load_boston": "scikit-learn has it no longer; take another small set, such as `load_diabetes`",
    },
    "sklearn.model_selection": {
        **dict.fromkeys(
            words("cross_val_score cross_val_predict cross_validate GridSearchCV RandomizedSearchCV learning_curve"),
            _TRAINS,
        ),
        **dict.fromkeys(words("KFold StratifiedKFold ShuffleSplit LeaveOneOut"), _SPLITS),
    },
    "sklearn.preprocessing": {
        "FunctionTransformer": "it calls a function; call it yourself",
        "PolynomialFeatures": "write the powers with numpy: `np.column_stack([x, x**2])`",
    },
    "sklearn.metrics": {
        "pairwise_distances": "write it with numpy: `np.linalg.norm(X[:, None] - Y, axis=-1)`",
    },
}
"""Members that a program may not use, and why not."""

WHOLE: Final[dict[str, str]] = {
    "sklearn": "only its data sets and some tools work here: `from sklearn.datasets import load_iris`",
    "sklearn.datasets": "only the small sets that come with scikit-learn work here, such as `load_iris`",
    "sklearn.model_selection": "only `train_test_split` works here; write the rest with numpy",
    "sklearn.preprocessing": f"only {', '.join(f'`{name}`' for name in sorted(ESTIMATORS))} and `scale` work here",
    "sklearn.metrics": "only simple measures work here, such as `accuracy_score`; write the rest with numpy",
}
"""Why not, for what is named nowhere else."""

HINT: Final = (
    "only its data sets, `train_test_split`, scalers and measures work here; what learns is to be written with numpy"
)
"""Why one of its other modules cannot be imported."""
