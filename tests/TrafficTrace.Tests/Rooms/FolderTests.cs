namespace TrafficTrace.Tests.Rooms;

/// <summary>Within a project, folders refer to each other one way only.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FolderTests
{
    [TestCase("Envoy.Api.Protos")]
    [TestCase("TrafficTrace.Cli")]
    [TestCase("TrafficTrace.ControlPlane")]
    [TestCase("TrafficTrace.Core")]
    [TestCase("TrafficTrace.Fleet")]
    [TestCase("TrafficTrace.Storage")]
    [TestCase("TrafficTrace.Translation")]
    [TestCase("TrafficTrace.Xds")]
    public void The_folders_of_a_project_make_no_circle(string project) => Assert.That(new ProjectFolders(project).Circle(), Is.Null);
}
