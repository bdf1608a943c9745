namespace TrafficTrace.ControlPlane.Options;

/// <summary>
/// Why the start is refused. <see cref="Key"/> is spelt as the value was given: an option, a variable, or a key of the settings file.
/// </summary>
internal sealed record Problem(string Key, string Reason)
{
    public override string ToString() => Key.Length == 0 ? Reason : $"{Key}: {Reason}";
}
