using System.Globalization;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>Names of which each is given once.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The wished name, or it with the first number behind it that makes it another.</summary>
    public string Take(string wished)
    {
        var name = wished;
        for (var number = 2; !_taken.Add(name); number++) name = string.Create(CultureInfo.InvariantCulture, $"{wished}-{number}");
        return name;
    }
}
