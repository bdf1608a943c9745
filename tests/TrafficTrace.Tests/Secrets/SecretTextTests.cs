using TrafficTrace.ControlPlane.Sources.Secrets;

namespace TrafficTrace.Tests.Secrets;

internal sealed class SecretTextTests
{
    [TestCase("Bearer abc", "Bearer abc")]
    [TestCase("Bearer abc\n", "Bearer abc")]
    [TestCase("Bearer abc\r\n\r\n", "Bearer abc")]
    [TestCase("a:b/+=~!", "a:b/+=~!")]
    public void The_value_is_the_text_without_its_last_line_ends(string text, string value) =>
        Assert.That(SecretText.Read(text).Value!.Reveal(), Is.EqualTo(value));

    [TestCase("", "is empty")]
    [TestCase("\n", "is empty")]
    [TestCase("one\ntwo", "control character")]
    [TestCase("tab\there", "control character")]
    [TestCase("nul\0", "control character")]
    [TestCase("\u00e4", "beyond ASCII")]
    [TestCase("\ufeffone", "beyond ASCII")]
    [TestCase(" one", "begins or ends with a space")]
    [TestCase("one ", "begins or ends with a space")]
    public void What_can_be_no_header_is_refused_and_not_repeated(string text, string fault)
    {
        var (value, told) = SecretText.Read(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value, Is.Null);
            Assert.That(told, Does.Contain(fault).And.Not.Contain("one").And.Not.Contain("here"));
        }
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public void A_value_has_64_KiB_at_most(int more, bool taken) =>
        Assert.That(SecretText.Read(new string('x', (64 * 1024) + more)).Value is not null, Is.EqualTo(taken));
}
