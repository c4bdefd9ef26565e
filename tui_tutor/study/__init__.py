"""What a run tells beyond its operations: networks, bowls, curves, comparisons."""
