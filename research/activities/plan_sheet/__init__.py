"""A term's plan from a sheet: read, previewed row by row, confirmed once."""
