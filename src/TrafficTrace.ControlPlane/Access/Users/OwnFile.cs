namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>A file that nobody but its owner may read (mode 600), from its first byte on.</summary>
internal static class OwnFile
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Beside <paramref name="path"/>, to be moved there or deleted.</summary>
    /// <returns>Its own path.</returns>
    public static string Write(string path, string text)
    {
        var next = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerAlone;
        using (var writer = new StreamWriter(next, options)) writer.Write(text);
        return next;
    }
}
