"""People who do not exist, for the demo city and for load tests: put together from parts, so that nobody is meant."""
