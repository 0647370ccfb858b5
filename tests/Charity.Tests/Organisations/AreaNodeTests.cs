using Charity.Organisations.Areas;
using Charity.Organisations.Contracts;
using Charity.Platform.Text;

namespace Charity.Tests.Organisations;

public sealed class AreaNodeTests
{
    private static readonly LocalizedText Name = new("某地");

    [Fact]
    public void Add_DownTheTree_JoinsThePath()
    {
        var district = Add(null, "huwan", AreaKind.District);
        var street = Add(district, "linbo", AreaKind.Street);
        var community = Add(street, "mei-yuan-2", AreaKind.Community);

        Assert.Equal("/huwan/linbo/mei-yuan-2/", community.Path);
        Assert.Equal(("linbo", "huwan", null), (community.ParentCode, street.ParentCode, district.ParentCode));
    }

    [Theory]
    [InlineData(null, AreaKind.Community)]
    [InlineData(AreaKind.District, AreaKind.District)]
    [InlineData(AreaKind.District, AreaKind.Village)]
    [InlineData(AreaKind.Street, AreaKind.Town)]
    [InlineData(AreaKind.Village, AreaKind.Community)]
    public void Add_InTheWrongPlace_IsRefused(AreaKind? above, AreaKind kind)
    {
        var parent = above switch
        {
            null => null,
            AreaKind.District => Add(null, "d", AreaKind.District),
            AreaKind.Street => Add(Add(null, "d", AreaKind.District), "s", AreaKind.Street),
            _ => Add(Add(Add(null, "d", AreaKind.District), "s", AreaKind.Street), "v", above.Value),
        };

        Assert.Equal("area_kind_misplaced", AreaNode.Add(parent, "x", Name, kind, 0, TimeProvider.System).Failure?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mei")]
    [InlineData("a/b")]
    [InlineData("-a")]
    [InlineData("梅园")]
    public void Add_WithMalformedCode_IsRefused(string code) =>
        Assert.Equal("area_code_malformed", AreaNode.Add(null, code, Name, AreaKind.District, 0, TimeProvider.System).Failure?.Code);

    private static AreaNode Add(AreaNode? parent, string code, AreaKind kind) => AreaNode.Add(parent, code, Name, kind, 0, TimeProvider.System).Value;
}
