using System.Runtime.Versioning;

// Each test runs several processes; five tests at a time keep two cores busy without starving what is measured.
[assembly: LevelOfParallelism(5)]
[assembly: SupportedOSPlatform("linux")]
