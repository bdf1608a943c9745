// A test here shares nothing with another; what does says so itself.
[assembly: Parallelizable(ParallelScope.Fixtures)]
