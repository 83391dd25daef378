"""What is typed about training hours."""
