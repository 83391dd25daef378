"""The pages of records, made once for every kind."""
