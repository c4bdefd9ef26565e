"""What the syntax tree becomes: both ways in every body, and the sites that report."""
