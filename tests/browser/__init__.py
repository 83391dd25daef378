"""Daily flows in a real browser: on a phone and on a desk, with and without scripts."""
