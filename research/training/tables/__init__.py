"""The lists of training hours."""
