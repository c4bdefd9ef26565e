"""What the commands of `toytutor` do, one a file."""
