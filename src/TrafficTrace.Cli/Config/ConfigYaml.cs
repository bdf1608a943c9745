using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TrafficTrace.Cli.Config;

/// <summary>The configuration as the text of its file.</summary>
internal static class ConfigYaml
{
    public static string Write(ConfigDocument config)
    {
        var document = new JsonObject();
        if (config.Current is not null) document["current"] = config.Current;
        document["servers"] = new JsonArray(
            [.. config.Servers.Select(server => new JsonObject { ["name"] = server.Name, ["address"] = server.Address })]);
        return Document.Render(document, OutputFormat.Yaml);
    }

    /// <exception cref="CommandFailure">It is not what <see cref="Write"/> writes.</exception>
    public static ConfigDocument Read(string text, string file)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents is [] ? ConfigDocument.Empty : Read(yaml.Documents[0].RootNode);
        }
        catch (YamlException broken)
        {
            throw Unreadable($"{file}:{broken.Start.Line}", broken.Message);
        }
        catch (InvalidDataException wrong)
        {
            throw Unreadable(file, wrong.Message);
        }
    }

    private static ConfigDocument Read(YamlNode root)
    {
        if (root is not YamlMappingNode map) throw new InvalidDataException("it has to have the fields current and servers");
        var servers = Find(map, "servers") switch
        {
            null => [],
            YamlSequenceNode list => list.Children,
            _ => throw new InvalidDataException("servers: has to be a list"),
        };
        return new ConfigDocument(Text(map, "current"), [.. servers.Select(Entry)]);
    }

    private static ServerEntry Entry(YamlNode node, int index) =>
        node is YamlMappingNode map && Text(map, "name") is { Length: > 0 } name && Text(map, "address") is { Length: > 0 } address
            ? new ServerEntry(name, address)
            : throw new InvalidDataException($"servers[{index}]: has to have a name and an address");

    private static string? Text(YamlMappingNode map, string key) => (Find(map, key) as YamlScalarNode)?.Value;

    private static YamlNode? Find(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var value) ? value : null;

    private static CommandFailure Unreadable(string where, string reason) =>
        CommandFailure.WrongUse($"{where}: the configuration of traffictrace can't be read: {reason}. Correct or delete the file.");
}
