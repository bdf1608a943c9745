using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Cli.Bootstrap;

/// <summary>A file with one Dataplane, by the rules of resource files.</summary>
internal static class DataplaneFile
{
    /// <exception cref="CommandFailure">It can't be read, or has something else in it.</exception>
    public static Dataplane Read(string path)
    {
        var read = ResourceReader.Read(TextOf(path), path, ReaderOptions.Default);
        if (read.Errors is [_, ..]) throw CommandFailure.WrongUse(string.Join('\n', read.Errors));
        return read.Resources is [Dataplane dataplane]
            ? dataplane
            : throw CommandFailure.WrongUse($"{path}: has to have one Dataplane in it, and nothing else.");
    }

    private static string TextOf(string path)
    {
        try
        {
            return BoundedText.Read(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUse($"{path}: {unreadable.Message}");
        }
    }
}
