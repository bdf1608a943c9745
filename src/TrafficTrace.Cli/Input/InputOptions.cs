using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Cli.Input;

/// <summary>The options of commands that work on resource files.</summary>
internal sealed class InputOptions
{
    private readonly Option<string[]> _files = new Option<string[]>("--file", "-f")
    {
        HelpName = "PATH",
        Description =
            $"A file with resources, YAML or JSON, a folder of them ({ResourceFileName.Patterns}), or - for standard input. May repeat.",
    };

    private readonly Option<string[]> _acceptPlaintext = new("--accept-plaintext")
    {
        HelpName = "MESH",
        Description = "A mesh that is to be served in plain text although its documents ask for mTLS or permissions. May repeat.",
        DefaultValueFactory = _ => [],
    };

    private readonly InputTexts _texts;

    /// <param name="input">What <see cref="ResourceInput.Standard"/> stands for.</param>
    /// <param name="required">Whether the command does nothing without files.</param>
    public InputOptions(TextReader input, bool required = true)
    {
        _texts = new InputTexts(input);
        _files.Required = required;
        _files.Validators.Add(result =>
        {
            foreach (var path in result.GetValueOrDefault<string[]>().Where(path => path != ResourceInput.Standard && !Path.Exists(path)))
                result.AddError($"--file \"{path}\": there is no such file or folder.");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        command.Options.Add(_acceptPlaintext);
    }

    public bool AreGiven(CommandResult result) => result.GetResult(_files) is { Implicit: false };

    /// <param name="parsed">The command line.</param>
    /// <param name="areAll">As for <see cref="ResourceInput.Read"/>: a control plane has others.</param>
    public ResourceInput Read(ParseResult parsed, bool areAll = true) =>
        ResourceInput.Read(parsed.GetRequiredValue(_files), Reading(parsed), _texts, areAll);

    /// <summary>As for the control plane.</summary>
    public ReaderOptions Reading(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_acceptPlaintext).ToImmutableHashSet(StringComparer.Ordinal));

    /// <summary>What the files hold, kinds that are not served too.</summary>
    /// <exception cref="CommandFailure">One of them cannot be read.</exception>
    public IReadOnlyList<Source> Documents(ParseResult parsed) => ResourceInput.Documents(parsed.GetRequiredValue(_files), _texts);
}
