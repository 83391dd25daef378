"""Pages of signing in: on the phone, for the chair, for the recorder, for the office."""
