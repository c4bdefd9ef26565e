"""Notices: what a run did that a learner would want to know, each kind found by pure functions in a file of its own."""
