using System.Globalization;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;

namespace TrafficTrace.ControlPlane.Api.Resources;

/// <summary>Which part of a list is asked for: <c>size</c> and <c>offset</c>. Messages are Kuma 2.9's, case and all.</summary>
internal sealed record Page(int Size, int Offset)
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;
    private const string Title = "Could not retrieve resources";

    /// <summary>For the description of a list's path.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder list) =>
        list.Asks("size", $"how many, 1 to {MaxSize}; else {DefaultSize}").Asks("offset", "from which on, counted from 0");

    public static Page? Of(IQueryCollection query, out ApiError? refusal)
    {
        refusal = null;
        if (!TryRead(query, "size", DefaultSize, out var size))
            refusal = ApiError.Invalid(Title, "size", "invalid format", "Invalid page size");
        else if (size > MaxSize)
            refusal = ApiError.Invalid(
                Title, "size", $"invalid page size of {size}. Maximum page size is {MaxSize}", "Invalid page size");
        else if (size < 1)
            refusal = ApiError.Invalid(Title, "size", $"invalid page size of {size}. It has to be at least 1", "Invalid page size");
        if (!TryRead(query, "offset", 0, out var offset) || offset < 0)
            refusal ??= ApiError.Invalid(Title, "offset", "Invalid format", "Invalid offset");
        return refusal is null ? new(size, offset) : null;
    }

    /// <summary>The part of <paramref name="all"/>.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> all) => all.Skip(Offset).Take(Size);

    /// <summary>Where the page after this one is; null when there is none.</summary>
    public string? Next(HttpRequest request, int total)
    {
        if ((long)Offset + Size >= total) return null;
        var query = request.Query.Where(parameter => parameter.Key is not ("offset" or "size"))
            .SelectMany(parameter => parameter.Value, (parameter, value) => (parameter.Key, Value: value ?? ""))
            .Append(("offset", (Offset + Size).ToString(CultureInfo.InvariantCulture)))
            .Append(("size", Size.ToString(CultureInfo.InvariantCulture)))
            .OrderBy(parameter => parameter.Item1, StringComparer.Ordinal)
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Item1)}={Uri.EscapeDataString(parameter.Item2)}");
        return $"{request.Scheme}://{request.Host}{request.Path.ToUriComponent()}?{string.Join('&', query)}";
    }

    private static bool TryRead(IQueryCollection query, string name, int otherwise, out int number)
    {
        number = otherwise;
        var text = query[name].FirstOrDefault();
        return string.IsNullOrEmpty(text) || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
