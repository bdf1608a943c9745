using System.CommandLine;
using TrafficTrace.Load.Meshes;

namespace TrafficTrace.Load;

/// <summary><c>traffictrace-load mesh</c>: writes the resources of a generated mesh.</summary>
internal static class MeshCommand
{
    public static Command Create()
    {
        var shape = new ShapeOptions();
        var directory = new Argument<string>("directory") { Description = "Where the folder 'resources' is to be written." };
        var command = new Command("mesh", "Write the resources of a mesh.") { directory };
        shape.AddTo(command);
        command.SetAction(parsed => { _ = new MeshFolder(shape.Of(parsed), parsed.GetRequiredValue(directory)); });
        return command;
    }
}
