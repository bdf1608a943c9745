using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>Names of secrets. Each is a file name below the folder of a mesh, and leads nowhere else.</summary>
public static partial class SecretRules
{
    /// <summary>Null, or why no secret is called so.</summary>
    public static string? OfName(string name)
    {
        if (name.Length > NameRules.MaxLength) return $"cannot be longer than {NameRules.MaxLength} characters";
        return Name().IsMatch(name)
            ? null
            : "has to consist of small letters, digits, - and ., the first and the last a letter or a digit";
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]*[a-z0-9])?\z")]
    private static partial Regex Name();
}
