using TrafficTrace.Cli.Input;

namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class InputTextsTests
{
    [Test]
    public void A_file_and_standard_input_give_the_same_text_however_often_they_are_asked()
    {
        using var folder = new ResourceFolder();
        using var standard = new StringReader("b");
        var texts = new InputTexts(standard);
        folder.Write("pipe", "a");
        string[] first = [texts.Of(folder["pipe"]), texts.Of("-")];
        folder.Write("pipe", ""); // as one that was read
        string[] second = [texts.Of(folder["pipe"]), texts.Of("-")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo(["a", "b"]));
            Assert.That(second, Is.EqualTo(first));
        }
    }
}
