"""Why an error falls or does not: how large weights, updates and slopes are, layer by layer and decade by decade."""
