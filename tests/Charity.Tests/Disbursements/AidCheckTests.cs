using Charity.Disbursements.Aid;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Imports;
using Charity.Platform.Security;
using Charity.Platform.Text;

namespace Charity.Tests.Disbursements;

/// <summary>Every row of a list is judged, and everything wrong with it said at once.</summary>
public sealed class AidCheckTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly IPersonFingerprints Fingerprints = new Fingerprints(new FieldCipher(new byte[32]));
    private static readonly Area[] Areas =
    [
        Area("district", "湖湾区", AreaKind.District, null), Area("east", "东街道", AreaKind.Street, "district"), Area("west", "西街道", AreaKind.Street, "district"),
        Area("plum", "梅园社区", AreaKind.Community, "east"), Area("one", "新村社区", AreaKind.Community, "east"), Area("two", "新村社区", AreaKind.Community, "west"),
    ];

    [Theory]
    [InlineData(nameof(AidPerson.Name), "", "cell_missing")]
    [InlineData(nameof(AidPerson.Name), "\u202e\u200f", "cell_missing")]
    [InlineData(nameof(AidPerson.Name), "张三1", "name_odd")]
    [InlineData(nameof(AidPerson.Name), "@SUM(A1)", "name_odd")]
    [InlineData(nameof(AidPerson.Name), "+张三", "name_odd")]
    [InlineData(nameof(AidPerson.Name), "-张三", "name_odd")]
    [InlineData(nameof(AidPerson.Name), "<b>张三</b>", "name_odd")]
    [InlineData(nameof(AidPerson.Identity), "", "cell_missing")]
    [InlineData(nameof(AidPerson.Identity), "110101900307803", "identity_old")]
    [InlineData(nameof(AidPerson.Identity), "1101011990030780", "identity_length")]
    [InlineData(nameof(AidPerson.Identity), "11010119900307803A", "identity_characters")]
    [InlineData(nameof(AidPerson.Identity), "990101199003078033", "identity_region")]
    [InlineData(nameof(AidPerson.Identity), "110101199013078033", "identity_date")]
    [InlineData(nameof(AidPerson.Identity), "110101202713078033", "identity_date")]
    [InlineData(nameof(AidPerson.Identity), "110101202712078033", "identity_future")]
    [InlineData(nameof(AidPerson.Identity), "659999193001020010", "identity_check_digit")]
    [InlineData(nameof(AidPerson.Identity), "110101199003078000", "digits_lost")]
    [InlineData(nameof(AidPerson.Identity), "1.10101E+17", "number_shortened")]
    [InlineData(nameof(AidPerson.Identity), "１．１Ｅ＋１７", "number_shortened")]
    [InlineData(nameof(AidPerson.Bank), " ", "cell_missing")]
    [InlineData(nameof(AidPerson.Bank), "95588", "bank_odd")]
    [InlineData(nameof(AidPerson.Card), "", "cell_missing")]
    [InlineData(nameof(AidPerson.Card), "62220212345678A0128", "card_characters")]
    [InlineData(nameof(AidPerson.Card), "62220212345", "card_length")]
    [InlineData(nameof(AidPerson.Card), "62220212345678901289", "card_length")]
    [InlineData(nameof(AidPerson.Card), "6299990000000000019", "card_check_digit")]
    [InlineData(nameof(AidPerson.Card), "6222021234567890000", "digits_lost")]
    [InlineData(nameof(AidPerson.Card), "6.22202E+18", "number_shortened")]
    [InlineData(nameof(AidPerson.Amount), "", "cell_missing")]
    [InlineData(nameof(AidPerson.Amount), "0", "amount_not_positive")]
    [InlineData(nameof(AidPerson.Amount), "-5", "amount_not_positive")]
    [InlineData(nameof(AidPerson.Amount), "10.005", "amount_decimals")]
    [InlineData(nameof(AidPerson.Amount), "5000.01", "amount_above_limit")]
    [InlineData(nameof(AidPerson.Amount), "1e3", "amount_wrong")]
    [InlineData(nameof(AidPerson.Amount), "99999999999999999999", "amount_wrong")]
    [InlineData(nameof(AidPerson.Area), "火星社区", "area_unknown")]
    [InlineData(nameof(AidPerson.Area), "新村社区", "area_ambiguous")]
    public void Row_WithOneThingWrong_SaysIt(string column, string typed, string code)
    {
        var (_, problems) = NewCheck().Check(Row(With(AidPerson.Of(1), column, typed)));

        Assert.Equal(code, Assert.Single(problems).Failure.Code);
    }

    [Theory]
    [InlineData(nameof(AidPerson.Name), "阿卜杜拉·买买提")]
    [InlineData(nameof(AidPerson.Name), "Mary O'Neill-Smith")]
    [InlineData(nameof(AidPerson.Name), "\u202e张三")]
    [InlineData(nameof(AidPerson.Identity), "11010119900307803x")]
    [InlineData(nameof(AidPerson.Identity), "１１０１０１ １９９００３０７ ８０３Ｘ")]
    [InlineData(nameof(AidPerson.Card), "6299 9900 0000 0000 017")]
    [InlineData(nameof(AidPerson.Card), "123456789012")]
    [InlineData(nameof(AidPerson.Amount), "￥５，０００．００")]
    [InlineData(nameof(AidPerson.Amount), "0.01元")]
    [InlineData(nameof(AidPerson.Area), "东街道梅园社区")]
    [InlineData(nameof(AidPerson.Area), "西街道 / 新村社区")]
    public void Row_AsPeopleTypeIt_Stands(string column, string typed)
    {
        var person = column == nameof(AidPerson.Card) && typed.StartsWith("6299", StringComparison.Ordinal) ? InventedPeople.Card(0).Insert(4, " ") : typed;

        Assert.Empty(NewCheck().Check(Row(With(AidPerson.Of(1), column, person))).Problems);
    }

    [Fact]
    public void Row_WithEverythingWrong_SaysAllOfItAtOnce()
    {
        var problems = NewCheck().Check(Row(new AidPerson("", "1", "", "2", "x", "火星社区", new string('长', 201)))).Problems;

        Assert.Equal(AidColumn.All.Except([AidColumn.Number]), problems.Select(problem => problem.Column).OrderBy(column => AidColumn.All.ToList().IndexOf(column)));
    }

    [Fact]
    public void Row_WithAVeryLongName_IsRefused() =>
        Assert.Equal("text_too_long", Assert.Single(NewCheck().Check(Row(AidPerson.Of(1) with { Name = new string('张', 5_000) })).Problems).Failure.Code);

    [Fact]
    public void Row_WithAFormula_IsRefused()
    {
        var row = Row(AidPerson.Of(1)) with { Formulas = new HashSet<int> { 3 } };

        Assert.Equal(("cell_formula", AidColumn.Amount), NewCheck(4).Check(row with { Formulas = new HashSet<int> { 4 } }).Problems.Select(problem => (problem.Failure.Code, problem.Column)).Single());
        Assert.Equal(AidColumn.Card, Assert.Single(NewCheck().Check(row).Problems).Column);
    }

    /// <summary>One number in eleven that a spreadsheet has destroyed passes its check digit by chance.</summary>
    [Fact]
    public void Row_WithANumberCellOfMoreThanFifteenDigits_IsRefusedWhateverTheCheckDigit()
    {
        var row = Row(AidPerson.Of(1)) with { LostDigits = new HashSet<int> { 1 } };

        Assert.Equal("digits_lost", Assert.Single(NewCheck().Check(row).Problems).Failure.Code);
    }

    [Fact]
    public void Rows_WithTheSamePersonOrCard_NameTheFirst()
    {
        var check = NewCheck();
        var (first, second) = (AidPerson.Of(1), AidPerson.Of(2));
        Assert.Empty(check.Check(Row(first, 2)).Problems);

        var person = Assert.Single(check.Check(Row(second with { Identity = first.Identity }, 7)).Problems).Failure;
        var card = Assert.Single(check.Check(Row(AidPerson.Of(3) with { Card = first.Card }, 8)).Problems).Failure;

        Assert.Equal(("identity_twice", 2, "card_twice", 2), (person.Code, person.Arguments.Single(), card.Code, card.Arguments.Single()));
    }

    [Theory]
    [InlineData(false, "person_in_earlier_list", 0)]
    [InlineData(true, null, 1)]
    public void Row_OfSomebodyInAnEarlierList_IsRefusedOrCounted(bool allowsRepeats, string? code, int repeats)
    {
        var person = AidPerson.Of(1);
        var check = NewCheck(allowsRepeats: allowsRepeats, earlier: new Dictionary<string, int> { [Fingerprints.OfIdentity(person.Identity)] = 3 });

        var problems = check.Check(Row(person)).Problems;

        Assert.Equal((code, repeats), (problems.SingleOrDefault()?.Failure.Code, check.Repeats));
    }

    [Fact]
    public void Code_OfALine_HasNoLookAlikesAndIsReadHoweverItIsTyped()
    {
        var codes = new AidCodes(new FieldCipher(new byte[32]));
        var id = Guid.CreateVersion7();
        var code = codes.Shown(id);

        Assert.Matches("^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$", code);
        Assert.Equal(codes.Fingerprint(id, "65999919300102001X"), codes.FingerprintOfTyped($" {code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} ", "００１ｘ"));
        Assert.Null(codes.FingerprintOfTyped(code[1..], "001X"));
        Assert.Null(codes.FingerprintOfTyped(code, "X001"));
        Assert.NotEqual(code, new AidCodes(new FieldCipher([.. Enumerable.Repeat((byte)1, 32)])).Shown(id));
    }

    private static AidCheck NewCheck(int amountPlace = 4, bool allowsRepeats = false, IReadOnlyDictionary<string, int>? earlier = null) => new(
        AidProgramme.Plan("test", new AidTerms(new LocalizedText("测试"), null, AidKind.Subsidy, "fund", AidRhythm.Month, 5_000_00, allowsRepeats, true), TimeProvider.System.GetUtcNow()),
        new Dictionary<AidColumn, int>
        {
            [AidColumn.Name] = 0, [AidColumn.Identity] = 1, [AidColumn.Bank] = 2, [AidColumn.Card] = 3, [AidColumn.Amount] = amountPlace, [AidColumn.Area] = 5, [AidColumn.Remark] = 6,
        },
        new AidPlaces(Areas), Fingerprints, earlier ?? new Dictionary<string, int>(), Today);

    private static SheetRow Row(AidPerson person, int number = 2) =>
        new(number, [person.Name, person.Identity, person.Bank, person.Card, person.Amount, person.Area, person.Remark], new HashSet<int>());

    private static AidPerson With(AidPerson person, string column, string typed) => column switch
    {
        nameof(AidPerson.Name) => person with { Name = typed },
        nameof(AidPerson.Identity) => person with { Identity = typed },
        nameof(AidPerson.Bank) => person with { Bank = typed },
        nameof(AidPerson.Card) => person with { Card = typed },
        nameof(AidPerson.Amount) => person with { Amount = typed },
        _ => person with { Area = typed },
    };

    private static Area Area(string code, string name, AreaKind kind, string? parent) => new(Guid.NewGuid(), code, new LocalizedText(name), kind, parent, $"/{code}/");
}
