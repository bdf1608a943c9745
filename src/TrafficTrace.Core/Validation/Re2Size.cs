using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// At most how many instructions RE2 makes of a regular expression that .NET takes. Envoy refuses those of more than
/// <see cref="Max"/> (<c>re2.max_program_size.error_level</c>), and all that .NET has and RE2 has not.
/// </summary>
internal sealed partial class Re2Size
{
    public const int Max = 100;

    /// <summary>Of what the whole needs beside its parts.</summary>
    private const int Frame = 5;

    /// <summary>Of any character: those beyond ASCII are several bytes (1.36; later versions need less).</summary>
    private const int Any = 8;

    /// <summary>Of a set that is what another is not, beside the parts of the other.</summary>
    private const int Complement = 11;

    /// <summary>Of one of the sets that have a letter.</summary>
    private const int Lettered = 4;

    /// <summary>A group keeps where it begins and ends.</summary>
    private const int Kept = 2;

    private const int MaxRepetition = 1000;

    private readonly string _pattern;
    private int _at;
    private bool _isKnown = true;

    private Re2Size(string pattern) => _pattern = pattern;

    /// <summary>Null for one that holds what is not known of RE2.</summary>
    public static int? Of(string pattern)
    {
        var size = new Re2Size(pattern);
        var sum = size.Alternatives() + Frame;
        return size._isKnown ? (int)Math.Min(sum, int.MaxValue) : null;
    }

    private bool IsAtEnd => _at == _pattern.Length;

    /// <summary>Up to the end, or to the bracket that closes the group.</summary>
    private double Alternatives()
    {
        var sum = 0.0;
        while (!IsAtEnd && _pattern[_at] != ')')
        {
            sum += _pattern[_at] == '|' ? Skip(1, 1) : Repeated(Atom());
        }

        return sum;
    }

    private double Repeated(double atom)
    {
        if (IsAtEnd) return atom;
        if (_pattern[_at] is '*' or '+' or '?') return atom + Skip(1, 2) + Lazy();
        var count = Count().Match(_pattern, _at);
        if (!count.Success) return atom;
        _at += count.Length;
        var least = Number(count.Groups["least"]);
        var most = count.Groups["most"] is { Length: > 0 } group ? Number(group) : Math.Max(least, 1);
        if (most > MaxRepetition) _isKnown = false;
        var isExact = !count.Value.Contains(',');
        return atom * most + (isExact ? 0 : most - least + 2) + Lazy();
    }

    private double Atom() => _pattern[_at] switch
    {
        '(' => Group(),
        '[' => Set(),
        '\\' => Escape(),
        '.' => Skip(1, Any),
        '^' or '$' => Skip(1, 2),
        _ => Skip(1, 1),
    };

    private double Group()
    {
        var opening = Opening().Match(_pattern, _at);
        _isKnown &= opening.Success && !opening.Groups["other"].Success;
        _at += opening.Length;
        return Alternatives() + Skip(1, Kept);
    }

    private double Set()
    {
        var set = Brackets().Match(_pattern, _at);
        _isKnown &= set.Success && !Unknown().IsMatch(set.Value);
        _at += Math.Max(set.Length, 1);
        var within = set.Groups["within"].Value;
        return Parts().Matches(within).Sum(part => SizeOf(part.Value)) + (within.StartsWith('^') ? Complement : 0);
    }

    private double Escape()
    {
        var escape = Escapes().Match(_pattern, _at);
        _isKnown &= escape.Success;
        return Skip(escape.Success ? escape.Length : 2, SizeOf(escape.Value));
    }

    /// <summary>Of an escape, or of a character or a range within brackets.</summary>
    private static int SizeOf(string part) => part switch
    {
        ['\\', 'D' or 'S' or 'W', ..] => Complement,
        ['\\', >= 'a' and <= 'z', ..] => Lettered,
        _ => 1,
    };

    private double Lazy() => !IsAtEnd && _pattern[_at] == '?' ? Skip(1, 0) : 0;

    /// <returns>The size of what is skipped.</returns>
    private double Skip(int length, int size)
    {
        _at = Math.Min(_at + length, _pattern.Length);
        return size;
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G\{(?<least>[0-9]+)(,(?<most>[0-9]*))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Count();

    [GeneratedRegex(@"\G\((\?:|(?<other>\?))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\G\[(?<within>\^?\]?(\\.|[^\]\\\[])*)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\\[^dDwWsStnrfv!-/:-@\[-^`{-~]")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"\G\\([dDwWsSbBAztnrfv!-/:-@\[-^`{-~]|x[0-9a-fA-F]{2})", RegexOptions.ExplicitCapture)]
    private static partial Regex Escapes();

    /// <summary>Characters and ranges of a set.</summary>
    [GeneratedRegex(@"(\\.|[^\\])(-(\\.|[^\]\\]))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
