using System.Runtime.Versioning;

// Each test runs several processes; three tests at a time keep two cores busy without starving what is measured.
[assembly: LevelOfParallelism(3)]
[assembly: SupportedOSPlatform("linux")]
