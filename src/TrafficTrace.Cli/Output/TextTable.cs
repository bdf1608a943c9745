using Spectre.Console;

namespace TrafficTrace.Cli.Output;

/// <summary>Columns under headings. Without colour, and as wide as what is in it, so that a row is a line wherever it goes.</summary>
internal sealed class TextTable
{
    private const int AnyWidth = 10_000;
    private const int Gap = 3;

    private readonly Table _table = new Table().NoBorder();

    public TextTable(params string[] headings)
    {
        foreach (var heading in headings)
            _table.AddColumn(new TableColumn(new Text(heading)).PadLeft(0).PadRight(heading == headings[^1] ? 0 : Gap).NoWrap());
    }

    public void Add(params string[] cells) => _table.AddRow(cells.Select(cell => new Text(Plain.Line(cell))));

    public void Write(TextWriter output)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = AnyWidth;
        console.Write(_table);
        foreach (var line in text.ToString().TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
    }
}
