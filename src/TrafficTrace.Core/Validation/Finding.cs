namespace TrafficTrace.Core.Validation;

/// <summary>
/// What is wrong with a text, or worth saying. <see cref="Line"/> counts from 1 and is 0 when unknown; <see cref="Resource"/> is
/// like <c>TrafficTrace default/web</c>, empty when unknown; <see cref="Field"/> is like <c>selectors[0].match</c>, empty when it is the
/// whole.
/// </summary>
public sealed record Finding(string? File, int Line, string Resource, string Field, string Message)
{
    /// <summary>What kind it is.</summary>
    public FindingCode Code { get; init; } = FindingCodes.Invalid;

    /// <summary>With its code, if it is no error: those speak for themselves.</summary>
    public override string ToString() =>
        Where + Part(Resource) + Part(Field) + Message + (Code.Severity == Severity.Error ? "" : $" ({Code})");

    private string Where => (File, Line) switch
    {
        (null, 0) => "",
        (null, _) => $"line {Line}: ",
        (_, 0) => $"{File}: ",
        _ => $"{File}:{Line}: ",
    };

    private static string Part(string part) => part.Length == 0 ? "" : $"{part}: ";
}
