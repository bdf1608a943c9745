using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Config;

/// <summary>
/// The file of the configuration: <c>$XDG_CONFIG_HOME/traffictrace/config</c>, else <c>~/.config/traffictrace/config</c>. Nobody else may
/// read it (mode 600), and it is replaced as a whole.
/// </summary>
internal sealed class ConfigStore(Terminal terminal)
{
    public string Path { get; } = System.IO.Path.Combine(Home(terminal), "traffictrace", "config");

    public ConfigDocument Load()
    {
        try
        {
            return File.Exists(Path) ? ConfigYaml.Read(File.ReadAllText(Path), Path) : ConfigDocument.Empty;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUse($"{Path}: the configuration of traffictrace can't be read: {failure.Message}");
        }
    }

    public void Save(ConfigDocument config)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            NextFile.Write(Path, ConfigYaml.Write(config), NextFile.OwnerAlone).TakePlace();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUse($"{Path}: the configuration of traffictrace can't be written: {failure.Message}");
        }
    }

    // A relative path there is to be ignored (XDG Base Directory Specification).
    private static string Home(Terminal terminal) =>
        terminal.Variable("XDG_CONFIG_HOME") is { } home && System.IO.Path.IsPathRooted(home)
            ? home
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
}
