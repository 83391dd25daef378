"""Pages of group activities."""
