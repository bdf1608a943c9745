namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// Marks a path that honours <c>?dryRun=server</c> and <c>?ifPreview=TOKEN</c>. Elsewhere they are refused: nobody who asks what would
/// happen may cause it.
/// </summary>
internal sealed record TakesPreview
{
    public const string DryRun = "dryRun";
    public const string IfPreview = "ifPreview";

    /// <summary>The one way to try a write.</summary>
    public const string Server = "server";

    public static bool IsDry(HttpRequest request) => request.Query.ContainsKey(DryRun);

    /// <summary>Null when the write is to be done whatever it does.</summary>
    public static string? TokenOf(HttpRequest request) => request.Query[IfPreview].FirstOrDefault();
}
