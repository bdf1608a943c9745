using System.Runtime.Versioning;

// Each test runs several processes; two tests at a time keep two cores busy without starving what is measured.
[assembly: LevelOfParallelism(2)]
[assembly: SupportedOSPlatform("linux")]
