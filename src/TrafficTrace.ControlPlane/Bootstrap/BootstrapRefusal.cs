namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>Why a proxy is not told how to start. kuma-dp shows the text, and tries again after a 404 without one.</summary>
internal sealed record BootstrapRefusal(int Status, string Text)
{
    public static readonly BootstrapRefusal NotThere = new(StatusCodes.Status404NotFound, "");

    public static BootstrapRefusal Invalid(string text) => new(StatusCodes.Status422UnprocessableEntity, text);

    public static BootstrapRefusal Bad(string text) => new(StatusCodes.Status400BadRequest, text);
}
