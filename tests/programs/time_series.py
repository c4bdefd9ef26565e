import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

rng = np.random.RandomState(0)
series = np.cumsum(rng.normal(size=30))
level, trend = series[0], 0.0
errors = []
for value in series[1:]:
    forecast = level + trend
    errors.append(value - forecast)
    new = 0.5 * value + 0.5 * forecast
    trend = 0.3 * (new - level) + 0.7 * trend
    level = new
smooth = sliding_window_view(series, 5).mean(axis=-1)
print(np.round(level, 4), np.std(errors).round(4), smooth.shape, np.convolve(series, np.ones(3) / 3, "valid")[-1].round(4))
