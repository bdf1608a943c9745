using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Who may do what; null is: he may.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AccessRulesTests
{
    private const string Admin = "mesh-system:admin";
    private const string Viewer = "mesh-system:viewer (or a group of a mesh)";
    private const string Editor = "mesh:m1:editor";
    private const string Policies = "mesh:m1:editor or mesh:m1:policy-editor";

    [TestCase("", null, Viewer, Editor, Policies, Admin)]
    [TestCase("mesh-system:authenticated team-a", null, Viewer, Editor, Policies, Admin)]
    [TestCase("mesh-system:viewer", null, null, Editor, Policies, Admin)]
    [TestCase("mesh:m2:editor", null, null, Editor, Policies, Admin)]
    [TestCase("mesh:m2:policy-editor", null, null, Editor, Policies, Admin)]
    [TestCase("mesh:m1:policy-editor", null, null, Editor, null, Admin)]
    [TestCase("mesh:m1:editor", null, null, null, null, Admin)]
    [TestCase("mesh:m2:editor mesh:m1:policy-editor", null, null, Editor, null, Admin)]
    [TestCase("mesh-system:admin", null, null, null, null, null)]
    public void Each_group_gives_its_rights(string groups, string? name, string? read, string? dataplane, string? policy, string? admin)
    {
        var caller = In(groups);
        string?[] missing =
        [
            AccessRules.Missing(caller, Right.Name),
            AccessRules.Missing(caller, Right.Read),
            AccessRules.Missing(caller, Right.Write, ResourceKind.Dataplane, "m1"),
            AccessRules.Missing(caller, Right.Write, ResourceKind.TrafficTrace, "m1"),
            AccessRules.Missing(caller, Right.Admin),
        ];
        Assert.That(missing, Is.EqualTo(new[] { name, read, dataplane, policy, admin }));
    }

    [TestCase("mesh-system:viewer", "mesh:NAME:editor or mesh:NAME:policy-editor")]
    [TestCase("mesh:m2:policy-editor", null)]
    [TestCase("mesh:m2:editor", null)]
    public void While_the_body_is_not_read_any_right_to_write_will_do(string groups, string? missing) =>
        Assert.That(AccessRules.Missing(In(groups), Right.Write), Is.EqualTo(missing));

    [Test]
    public void A_stranger_has_no_right_and_the_machines_own_user_every()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AccessRules.Missing(Caller.Anonymous, Right.Nothing), Is.Null);
            Assert.That(AccessRules.Missing(Caller.Anonymous, Right.Name), Is.EqualTo("a token"));
            Assert.That(AccessRules.Missing(Caller.LocalAdmin, Right.Admin), Is.Null);
        }
    }

    [TestCase("mesh-system:admin", Role.Admin, null)]
    [TestCase("mesh:a-b:policy-editor", Role.PolicyEditor, "a-b")]
    public void A_group_is_a_role_in_a_mesh_or_everywhere(string name, object role, string? mesh) =>
        Assert.That(Group.Parse(name), Is.EqualTo(new Group((Role)role, mesh)));

    [TestCase("mesh-system:admin:x")]
    [TestCase("Mesh-System:Admin")]
    [TestCase("mesh::editor")]
    [TestCase("mesh:a.b:editor")]
    [TestCase("mesh:*:editor")]
    [TestCase("mesh:m1:admin")]
    [TestCase("admin")]
    [TestCase("")]
    public void Any_other_name_gives_nothing(string name) => Assert.That(Group.Parse(name), Is.Null);

    private static Caller In(string groups) => new("jane", [.. groups.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
