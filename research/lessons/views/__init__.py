"""Pages of open lessons that the machine does not make, or not so."""
