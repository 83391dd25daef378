"""Pages of training hours that the machine does not make."""
