namespace TrafficTrace.Load.Proxies;

/// <summary>
/// The few fields of a discovery response that a client must know; state-of-the-world and delta number them alike.
/// </summary>
internal readonly ref struct DiscoveryResponse
{
    public DiscoveryResponse(ReadOnlySpan<byte> message)
    {
        Message = message;
        var fields = new ProtoReader(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: Version = fields.Bytes; break;
                case 4: Type = XdsTypes.Of(fields.Bytes); break;
                case 5: Nonce = fields.Bytes; break;
            }
        }
    }

    public XdsType Type { get; }

    public ReadOnlySpan<byte> Version { get; }

    public ReadOnlySpan<byte> Nonce { get; }

    public ReadOnlySpan<byte> Message { get; }
}
