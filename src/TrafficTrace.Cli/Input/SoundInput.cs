using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Input;

/// <summary>Files that are to be used as a whole: not while one of them has an error.</summary>
internal static class SoundInput
{
    /// <exception cref="CommandFailure">There is an error, which is told, or nothing in them.</exception>
    public static ResourceInput OrRefuse(this ResourceInput input, TextWriter error)
    {
        InputReport.WriteFindings(input, error);
        if (!input.Errors.IsEmpty) throw CommandFailure.WrongUse("Nothing was done: correct the errors above first.");
        if (input.Resources.IsEmpty) throw CommandFailure.WrongUse("Nothing was done: the files hold no resource.");
        return input;
    }
}
