"""The pages about people, one module per subject."""
