using System.Collections;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>
/// Findings in the order of finding. The first <see cref="Max"/> are kept, which no one reads to the end; the others are counted.
/// </summary>
internal sealed class FindingList : IEnumerable<Finding>
{
    public const int Max = 1000;

    private readonly List<Finding> _kept = [];

    /// <summary>How many there are, with those that are not kept.</summary>
    public int Total { get; private set; }

    public void Add(Finding finding)
    {
        if (CountsOnly()) return;
        Total++;
        _kept.Add(finding);
    }

    /// <summary>Counts one more, and is true, when there are so many that it need not be put into words.</summary>
    public bool CountsOnly()
    {
        if (_kept.Count < Max) return false;
        Total++;
        return true;
    }

    public void AddRange(FindingList others)
    {
        foreach (var finding in others._kept) Add(finding);
        Total += others.Total - others._kept.Count;
    }

    public IEnumerator<Finding> GetEnumerator() => _kept.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
