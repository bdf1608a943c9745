namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The forms in which the API answers, and reads what it is sent.</summary>
internal enum Representation
{
    Json,
    Yaml,
}
