"""Where a number comes from: the operation that made it, the cells that was made of, and what uses it next."""
