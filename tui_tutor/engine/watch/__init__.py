"""What is seen of a run: operations, recordings, positions and moments."""
