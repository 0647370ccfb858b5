using Charity.Organisations.Contracts;
using Charity.Platform.Text;
using Charity.Ventures.Reviewers;

namespace Charity.Tests.Ventures.Reviews;

public sealed class ConflictSearchTests
{
    private static readonly DateOnly Today = new(2026, 5, 1);

    [Fact]
    public void Search_WithNothingInCommon_FindsNothing() => Assert.Empty(Find(Someone(), Organisation()));

    [Fact]
    public void Search_OfTheSamePerson_IsCertain()
    {
        var reviewer = Someone();
        reviewer.Identify("AA");

        Assert.Equal([(ConflictKind.LegalRepresentative, true)], Kinds(reviewer, Organisation() with { LegalRepresentative = "另一名字", LegalRepresentativeFingerprint = "AA" }));
        Assert.Equal([(ConflictKind.BoardMember, true)], Kinds(reviewer, Organisation() with { Board = [new BoardSeat("某人", BoardRole.Director, "AA")] }));
        Assert.Empty(Kinds(reviewer, Organisation() with { Board = [new BoardSeat("王小明", BoardRole.Director, "BB")] }));
    }

    [Fact]
    public void Search_OfANamesake_IsToBeLookedAt()
    {
        Assert.Equal([(ConflictKind.BoardMember, false)], Kinds(Someone(), Organisation() with { Board = [new BoardSeat("王 小明", BoardRole.Director, "BB")] }));
        Assert.Equal([(ConflictKind.TeamMember, false)], Kinds(Someone(), Organisation() with { Team = [new TeamFact("王小明", "社工", SocialWorkLicence.None, "")] }));
    }

    [Fact]
    public void Search_OfSharedTraces_FindsEach()
    {
        var reviewer = Someone();
        reviewer.CallAt("13812345678", "TT");
        reviewer.PayTo("CC");
        reviewer.Describe(new ReviewerFacts("希望 社会工作服务中心", "", ["elderly"], [], 5, "梅园里１号"));

        Assert.Equal(
            [(ConflictKind.Employer, true), (ConflictKind.Telephone, false), (ConflictKind.BankAccount, true), (ConflictKind.Address, false)],
            Kinds(reviewer, Organisation() with { TelephoneFingerprint = "TT", AccountFingerprint = "CC", Address = "梅园里 1 号" }));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("2023-05-01", true)]
    [InlineData("2023-04-30", false)]
    public void Interest_ThreeYearsAfterItsEnd_HoldsNoLonger(string? until, bool holds)
    {
        var interest = Interest("希望社会工作服务中心", null, until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(holds, interest.HoldsOn(Today, 3));
        interest.SetAside("石敬文", "误报");
        Assert.False(interest.HoldsOn(Today, 3));
    }

    [Fact]
    public void Search_OfADeclaredInterest_FindsItByIdAndByName()
    {
        var organisation = Organisation();
        foreach (var interest in (ReviewerInterest[])[Interest("随便写的", organisation.Organisation.Id, null), Interest("希望社会工作服务中心 ", null, null)])
        {
            var found = ConflictSearch.Search(new ReviewerFile(Someone(), [interest], new HashSet<Guid>(), []), organisation);
            Assert.Equal((ConflictKind.Declared, true), (Assert.Single(found).Kind, found[0].IsCertain));
        }
    }

    [Fact]
    public void Search_OfALinkedOrganisation_FindsTheLink()
    {
        var own = Organisation() with { Organisation = Organisation().Organisation with { Id = Guid.CreateVersion7(), Name = new LocalizedText("别的中心") }, Board = [new BoardSeat("甲", BoardRole.Chair, "XX")] };
        var file = new ReviewerFile(Someone(), [], new HashSet<Guid>(), [own]);

        Assert.Empty(ConflictSearch.Search(file, Organisation()));
        Assert.Equal(new ConflictReason(ConflictKind.Linked, "别的中心", false), Assert.Single(ConflictSearch.Search(file, Organisation() with { LegalRepresentativeFingerprint = "XX" })));
    }

    private static IReadOnlyList<ConflictReason> Find(Reviewer reviewer, OrganisationDossier organisation) => ConflictSearch.Search(new ReviewerFile(reviewer, [], new HashSet<Guid>(), []), organisation);

    private static IEnumerable<(ConflictKind Kind, bool IsCertain)> Kinds(Reviewer reviewer, OrganisationDossier organisation) => Find(reviewer, organisation).Select(reason => (reason.Kind, reason.IsCertain));

    private static Reviewer Someone() => Reviewer.Join(Guid.CreateVersion7(), "王小明", TimeProvider.System.GetUtcNow());

    private static ReviewerInterest Interest(string name, Guid? id, DateOnly? until) => ReviewerInterest.Declare(Guid.CreateVersion7(), id, name, InterestKind.Employed, null, until, "", TimeProvider.System.GetUtcNow());

    private static OrganisationDossier Organisation() => new(
        new OrganisationSummary(new Guid(1, 0, 0, new byte[8]), "x", new LocalizedText("希望社会工作服务中心", "Hope"), "52", OrganisationKind.SocialService, "meiyuan", true),
        new DateOnly(2015, 1, 1), "", "", "赵某", null, "", null, "", null, false, null, [], [], [], [], [], []);
}
