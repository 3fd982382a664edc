"""The others: what each is told to do; imported in the environment of the benchmarks alone."""
