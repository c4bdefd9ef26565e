import numpy as np

η = 0.1
größe = 3
Δw = np.zeros(größe)
θ = np.ones(größe)
for шаг in range(10):
    Δw = -η * θ
    θ += Δw
print("θ =", θ, "→", f"{θ.sum():.4f}")
