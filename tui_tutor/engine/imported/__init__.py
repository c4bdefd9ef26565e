"""What a guarded program imports and meets: modules with nothing but what is allowed, and what stands in for others."""
