// A test here shares nothing with another; what does says so itself.
[assembly: Parallelizable(ParallelScope.Fixtures)]
// They wait much: three at a time keep two cores busy.
[assembly: LevelOfParallelism(3)]
