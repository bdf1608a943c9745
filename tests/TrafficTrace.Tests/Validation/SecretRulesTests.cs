using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

public sealed class SecretRulesTests
{
    [TestCase(253, null)]
    [TestCase(254, "cannot be longer than 253 characters")]
    public void A_name_that_is_too_long_is_told_so(int length, string? violation) =>
        Assert.That(SecretRules.OfName(new string('a', length)), Is.EqualTo(violation));
}
