using System.Net;
using AngleSharp.Html.Dom;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

/// <summary>The sites the tests of organisations share, one per database.</summary>
[CollectionDefinition(nameof(OrganisationSites))]
public sealed class OrganisationSites : ICollectionFixture<SharedSites>;

/// <summary>An organisation and its owner, with a browser.</summary>
internal sealed record TestOrganisation(Guid Id, string Slug, string Name, string CreditCode, User Owner, Visitor Visitor)
{
    public string Address => $"/workspace/organisations/{Id}";

    public string OfficeAddress => $"/office/organisations/{Id}";
}

/// <summary>What tests do with organisations, in their words.</summary>
internal static class OrganisationSteps
{
    public const string Identity = "110101199003077010";
    public const string AccountNumber = "0000556000123456";
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>A code of its own with valid check characters (GB 32100-2015).</summary>
    public static string NewCode()
    {
        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var organisation = string.Concat(Guid.NewGuid().ToString("N").Where(char.IsAsciiDigit).Concat("00000000").Take(8));
        var check = (11 - (organisation.Select((digit, index) => (digit - '0') * weights[index]).Sum() % 11)) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
        var body = $"52990101{organisation}{check}";
        int[] outer = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        var sum = body.Select((character, index) => Alphabet.IndexOf(character, StringComparison.Ordinal) * outer[index]).Sum();
        return body + Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>Adds a document in the owner's browser.</summary>
    public static async Task<HttpStatusCode> AddDocumentAsync(this TestOrganisation organisation, string purpose, byte[]? content = null, string name = "证明.pdf") =>
        (await organisation.Visitor.UploadAsync(await organisation.Visitor.OpenAsync($"{organisation.Address}/documents"), "form[enctype='multipart/form-data']", content ?? Uploads.Pdf, name, ("Purpose", purpose))).StatusCode;

    /// <summary>A complete dossier with an owner, in the state wanted.</summary>
    public static async Task<TestOrganisation> MakeOrganisationAsync(this CharityApp site, string state = OrganisationProcess.Draft, string? name = null, bool isComplete = true)
    {
        var (id, code, named, owner) = await site.AddOrganisationAsync(state, name, isComplete);
        return new TestOrganisation(id, code.ToLowerInvariant(), named, code, owner, await site.SignInAsync(owner));
    }

    /// <summary>The same without a browser.</summary>
    public static async Task<(Guid Id, string Code, string Name, User Owner)> AddOrganisationAsync(this CharityApp site, string state, string? name = null, bool isComplete = true)
    {
        var owner = await site.OpenAccountAsync("苗不为人知");
        var code = NewCode();
        name ??= $"测试中心{code[^6..]}";
        var id = await site.InUnitAsync(async services =>
        {
            var fingerprints = services.GetRequiredService<Fingerprints>();
            var organisation = SocialOrganisation.Begin(code.ToLowerInvariant(), code, new LocalizedText(name), OrganisationKind.SocialService, TimeProvider.System.GetUtcNow());
            organisation.Add(OrganisationMember.Of(organisation.Id, owner.Id, OrganisationRole.Owner, TimeProvider.System.GetUtcNow()));
            if (isComplete)
            {
                Complete(organisation, fingerprints);
            }

            services.GetRequiredService<CharityDbContext>().Add(organisation);
            await MoveAsync(services, organisation, state);
            return organisation.Id;
        });
        return (id, code, name, owner);
    }

    public static Task<SocialOrganisation> ReadOrganisationAsync(this CharityApp site, Guid id) =>
        site.InScopeAsync(services => DossierDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<SocialOrganisation>().AsNoTracking()).SingleAsync(o => o.Id == id));

    /// <summary>Does something as the system and saves it.</summary>
    public static Task<T> InUnitAsync<T>(this CharityApp site, Func<IServiceProvider, Task<T>> work) =>
        site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(_ => work(services), TestContext.Current.CancellationToken));

    /// <summary>Lets somebody into the organisation without an invitation.</summary>
    public static async Task<Visitor> AddMemberAsync(this CharityApp site, Guid organisationId, OrganisationRole role)
    {
        var user = await site.OpenAccountAsync("同事");
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(organisationId, user.Id, role, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        return await site.SignInAsync(user);
    }

    /// <summary>An officer of one's own whose session is confirmed with a second factor.</summary>
    public static async Task<Visitor> OfficerWithSecondFactorAsync(this CharityApp site, User? officer = null)
    {
        var visitor = await site.SignInAsync(officer ?? await site.OpenAccountAsync("科员", ["Officer"]));
        await visitor.EnrolAsync();
        return visitor;
    }

    /// <summary>The addresses of what is wrong with a form, from the summary.</summary>
    public static IEnumerable<string> Problems(this IHtmlDocument page) => page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!);

    private static void Complete(SocialOrganisation organisation, Fingerprints fingerprints)
    {
        var now = TimeProvider.System.GetUtcNow();
        organisation.Register(new RegistrationFacts(organisation.Name, organisation.Kind, new DateOnly(2015, 1, 1), "湖湾区民政局", "甲乙丙", "社区服务"));
        organisation.Contact(new ContactFacts("meiyuan", "梅园里 1 号", "13812345678", "org@people.example", new LocalizedText("简介")), fingerprints);
        organisation.Identify(Identity, fingerprints);
        organisation.BankAt(new AccountFacts("湖湾银行", organisation.Name.Zh, AccountNumber), fingerprints, now);
        var chair = new BoardMember { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id };
        chair.Describe("甲乙丙", BoardRole.Chair, fingerprints.OfIdentity(Identity));
        organisation.Add(chair);
        for (var back = 0; back < 2; back++)
        {
            var inspection = new AnnualInspection { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id };
            inspection.Describe(now.Year - back, InspectionResult.Passed);
            organisation.Add(inspection);
        }

        var last = new AnnualInspection { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id };
        last.Describe(now.Year - 2, InspectionResult.Passed);
        organisation.Add(last);
        var worker = new TeamMember { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id };
        worker.Describe(new TeamFact("丁戊", "社工", SocialWorkLicence.Assistant, "SG1"));
        organisation.Add(worker);
    }

    private static async Task MoveAsync(IServiceProvider services, SocialOrganisation organisation, string state)
    {
        string[] path = state switch
        {
            OrganisationProcess.Draft => [],
            OrganisationProcess.Submitted => [OrganisationProcess.Submit],
            _ => [OrganisationProcess.Submit, OrganisationProcess.Verify],
        };
        foreach (var trigger in path)
        {
            var fired = await services.GetRequiredService<IWorkflowDoor>().FireAsync(OrganisationProcess.Definition, organisation, trigger, null, null, TestContext.Current.CancellationToken);
            Assert.True(fired.Succeeded, fired.Failure?.Code);
        }

        if (state == OrganisationProcess.Verified)
        {
            organisation.Verified(new DateOnly(2026, 1, 1));
        }
    }
}
