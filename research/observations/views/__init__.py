"""Pages of observations that the machine does not make, or not so."""
