import numpy as np

t = np.arange(32) / 32
signal = np.sin(2 * np.pi * 3 * t) + 0.5 * np.cos(2 * np.pi * 5 * t)
spectrum = np.fft.rfft(signal)
kept = np.zeros_like(spectrum)
for k in range(len(spectrum)):
    kept[k] = spectrum[k]
    error = np.abs(np.fft.irfft(kept, n=32) - signal).max()
print(round(error, 6), np.abs(spectrum).argmax())
