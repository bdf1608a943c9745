using System.Runtime.Versioning;

// Each test runs several processes; four tests at a time keep two cores busy without starving what is measured.
[assembly: LevelOfParallelism(4)]
[assembly: SupportedOSPlatform("linux")]
