namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A signing key: nothing of the key itself but its public half.</summary>
/// <param name="Purpose"><c>user</c>, or <c>dataplane:MESH</c>.</param>
/// <param name="Serial">A token's <c>kid</c>.</param>
/// <param name="MadeAt">When it was made, or imported.</param>
/// <param name="Signs">Tokens are signed with it; with any other they are looked at alone.</param>
/// <param name="PublicKey">In PEM, for whoever looks at tokens elsewhere.</param>
internal sealed record KeyItem(string Purpose, string Serial, DateTimeOffset MadeAt, bool Signs, string PublicKey);
