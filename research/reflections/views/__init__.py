"""Pages of daily practice beside the machine's."""
