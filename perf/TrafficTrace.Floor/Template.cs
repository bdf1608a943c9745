using System.Text.Json;
using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Floor;

/// <summary>The resources of one proxy, ready to be sent: a discovery response for each type.</summary>
internal sealed class Template
{
    private readonly byte[][] _responses = new byte[XdsTypes.Count][];

    public byte[] this[XdsType type] => _responses[(int)type];

    /// <summary>Reads a file of the form type URL → list of base64 messages.</summary>
    public static Template Read(string file)
    {
        var resources = JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(file))!;
        var template = new Template();
        for (var type = 0; type < XdsTypes.Count; type++)
        {
            template._responses[type] = Response(XdsTypes.Urls[type], resources.GetValueOrDefault(XdsTypes.Urls[type], []));
        }

        return template;
    }

    private static byte[] Response(string typeUrl, string[] messages)
    {
        var (response, any) = (new ProtoWriter(), new ProtoWriter());
        response.Text(1, "0123456789abcdef"); // as long as the control plane's versions
        foreach (var message in messages)
        {
            any.Clear();
            any.Text(1, typeUrl);
            any.Bytes(2, Convert.FromBase64String(message));
            response.Bytes(2, any.Written);
        }

        response.Text(4, typeUrl);
        response.Text(5, "1");
        return response.Written.ToArray();
    }
}
