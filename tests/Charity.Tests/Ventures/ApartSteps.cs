using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Reviewers;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>What keeps an officer away from an organisation.</summary>
public enum Tie
{
    Member,
    Interest,
}

/// <summary>Officers who must not act for or against an organisation.</summary>
internal static class ApartSteps
{
    /// <summary>An officer who belongs to the organisation, or who is an expert of the pool and declared an interest in it.</summary>
    public static async Task<Visitor> SignInTiedAsync(this CharityApp site, TestOrganisation organisation, Tie tie)
    {
        var user = await site.OpenAccountAsync("有利害关系的科员", ["Officer", "Reviewer"]);
        await site.InUnitAsync(services =>
        {
            var (db, now) = (services.GetRequiredService<CharityDbContext>(), TimeProvider.System.GetUtcNow());
            db.Add(tie == Tie.Member ? OrganisationMember.Of(organisation.Id, user.Id, OrganisationRole.Finance, now) : Reviewer.Join(user.Id, user.Name, now));
            return Task.FromResult(true);
        });
        var visitor = await site.SignInAsync(user);
        if (tie == Tie.Interest)
        {
            await visitor.SubmitAsync(await visitor.OpenAsync("/review/interests"), "main form", ("Organisation", organisation.Name), ("Kind", "Board"));
            Assert.Equal(System.Net.HttpStatusCode.Found, visitor.Status);
        }

        return visitor;
    }

    /// <summary>An organisation that shares neither people nor place nor account with the others of the tests.</summary>
    public static async Task<TestOrganisation> MakeUnlinkedAsync(this CharityApp site)
    {
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await site.InUnitAsync(async services =>
        {
            var fingerprints = services.GetRequiredService<Fingerprints>();
            var dossier = (await services.GetRequiredService<DossierDesk>().LoadAsync(organisation.Id, CancellationToken.None))!;
            dossier.Register(new RegistrationFacts(dossier.Name, dossier.Kind, new DateOnly(2016, 1, 1), "湖湾区民政局", "戊己庚", "助老服务"));
            dossier.Contact(new ContactFacts("meiyuan", "远处路 99 号", "13900000099", "far@people.example", null), fingerprints);
            dossier.BankAt(new AccountFacts("远处银行", dossier.Name.Zh, "9999888877776666"), fingerprints, TimeProvider.System.GetUtcNow());
            foreach (var member in dossier.Board)
            {
                member.Describe("戊己庚", member.Role, null);
            }

            foreach (var worker in dossier.Team)
            {
                worker.Describe(new TeamFact("辛壬", "社工", SocialWorkLicence.Assistant, "SG9"));
            }

            return true;
        });
        return organisation;
    }

    /// <summary>Posts to a page that offers no such form, as somebody would who knows its address.</summary>
    public static async Task<AngleSharp.Html.Dom.IHtmlDocument> PostPastThePageAsync(this Visitor visitor, string address, params (string Name, string Value)[] values)
    {
        var form = await visitor.OpenAsync("/account/profile");
        form.QuerySelector("main form")!.SetAttribute("action", address);
        return await visitor.SubmitAsync(form, "main form", values);
    }
}

/// <summary>Both ties on both databases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryDatabaseWithEachTieAttribute : Xunit.v3.DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. Enum.GetValues<Tie>().SelectMany(tie => new TheoryDataRow<DatabaseKind, Tie>[]
        {
            new(DatabaseKind.Sqlite, tie),
            new(DatabaseKind.Postgres, tie) { Skip = TestRequirements.ReasonToSkipPostgres },
        })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
