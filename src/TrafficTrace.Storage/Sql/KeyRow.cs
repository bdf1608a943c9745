namespace TrafficTrace.Storage.Sql;

/// <summary>A row of <c>signing_keys</c>. As a text it has nothing of the key.</summary>
internal sealed record KeyRow(string Purpose, string Serial, string Content, bool Sealed, long Made)
{
    public override string ToString() => $"{Purpose} {Serial}";
}
