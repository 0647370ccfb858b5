using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(OrganisationSites))]
public sealed class BeginOrganisationTests(SharedSites sites)
{
    private const string Form = "form[action='/workspace/organisations/new']";

    [Theory, OnEveryDatabase]
    public async Task Begin_WithACode_MakesADraftWithItsOwner(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var visitor = await site.SignInAsync(user);
        var code = OrganisationSteps.NewCode();
        var form = await visitor.OpenAsync("/workspace/organisations/new");

        var wrong = await visitor.SubmitAsync(form, Form, ("Name.Zh", "某中心"), ("CreditCode", code[..17] + (code[17] == 'A' ? 'B' : 'A')), ("Kind", ""));
        Assert.Equal(["#CreditCode", "#Kind"], OrganisationSteps.Problems(wrong));
        Assert.Equal("某中心", wrong.QuerySelector("#Name_Zh")!.GetAttribute("value"));

        await visitor.SubmitAsync(wrong, Form, ("Name.En", "Some Centre " + code[^8..]), ("CreditCode", $" {code.ToLowerInvariant()} "), ("Kind", "Foundation"));
        Assert.Equal(HttpStatusCode.Redirect, visitor.Status);
        var organisation = await site.ReadOrganisationAsync(Guid.Parse(visitor.Location!.Split('/')[^1]));
        Assert.Equal((code, OrganisationKind.Foundation, OrganisationProcess.Draft, "some-centre-" + code[^8..].ToLowerInvariant()), (organisation.CreditCode, organisation.Kind, organisation.State, organisation.Slug));
        Assert.Equal((user.Id, OrganisationRole.Owner), organisation.Members.Select(member => (member.UserId, member.Role)).Single());
        Assert.Contains("某中心", (await visitor.OpenAsync("/workspace")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Begin_OfAKnownCode_LeaksNothingAndOffersToAsk(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var known = await site.MakeOrganisationAsync(name: "秘密名称中心");
        var asker = await site.OpenAccountAsync("求入者");
        var visitor = await site.SignInAsync(asker);

        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/workspace/organisations/new"), Form, ("Name.Zh", "冒名中心"), ("CreditCode", known.CreditCode), ("Kind", "SocialService"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        foreach (var secret in new[] { "秘密名称中心", known.Owner.Email!, known.Owner.Name, known.Id.ToString() })
        {
            Assert.DoesNotContain(secret, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        for (var times = 0; times < 2; times++)
        {
            await visitor.SubmitAsync(page, "form[action='/workspace/organisations/join']");
            Assert.Equal("/workspace", visitor.Location);
        }

        var mail = Assert.Single(await site.MailsToAsync(known.Owner.Email!), mail => mail.Key.StartsWith("organisation-join:", StringComparison.Ordinal));
        Assert.Contains(asker.Email!, mail.Text, StringComparison.Ordinal);
        await visitor.GetAsync(known.Address);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Begin_WithoutAConfirmedAddress_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var visitor = await site.SignInAsync(user);
        await site.ChangeRowAsync(user.Id, row => row.EmailConfirmed = false);
        var code = OrganisationSteps.NewCode();

        await visitor.SubmitAsync(await visitor.OpenAsync("/workspace/organisations/new"), Form, ("Name.Zh", "某中心"), ("CreditCode", code), ("Kind", "Foundation"));

        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<SocialOrganisation>().AnyAsync(o => o.CreditCode == code)));
    }

    [Theory, OnEveryDatabase]
    public async Task Begin_WithANameThatIsAnothersCode_LeavesThatAddressToTheCode(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync());
        var (first, second) = (OrganisationSteps.NewCode(), OrganisationSteps.NewCode());

        await visitor.SubmitAsync(await visitor.OpenAsync("/workspace/organisations/new"), Form, ("Name.Zh", "占位中心"), ("Name.En", second), ("CreditCode", first), ("Kind", "Foundation"));
        Assert.Equal(first.ToLowerInvariant(), (await site.ReadOrganisationAsync(Guid.Parse(visitor.Location!.Split('/')[^1]))).Slug);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(SocialOrganisation.Begin(second.ToLowerInvariant(), OrganisationSteps.NewCode(), new Charity.Platform.Text.LocalizedText("占位"), OrganisationKind.Foundation, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        await visitor.SubmitAsync(await visitor.OpenAsync("/workspace/organisations/new"), Form, ("Name.Zh", "真中心"), ("CreditCode", second), ("Kind", "Foundation"));
        Assert.Equal($"{second.ToLowerInvariant()}-2", (await site.ReadOrganisationAsync(Guid.Parse(visitor.Location!.Split('/')[^1]))).Slug);
    }

    [Theory, OnEveryDatabase]
    public async Task Begin_ByTwoAtOnce_MakesOneDossier(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var code = OrganisationSteps.NewCode();
        var visitors = new List<Visitor>();
        for (var index = 0; index < 4; index++)
        {
            visitors.Add(await site.SignInAsync(await site.OpenAccountAsync()));
        }

        await Task.WhenAll(visitors.Select(async visitor =>
            await visitor.SubmitAsync(await visitor.OpenAsync("/workspace/organisations/new"), Form, ("Name.Zh", "同时中心"), ("CreditCode", code), ("Kind", "SocialService"))));

        Assert.Single(visitors, visitor => visitor.Status == HttpStatusCode.Redirect);
        Assert.Equal(3, visitors.Count(visitor => visitor.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<SocialOrganisation>().CountAsync(o => o.CreditCode == code)));
    }

    [Theory, OnEveryDatabase]
    public async Task Join_OfAnUnknownCode_AnswersTheSame(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var known = await site.MakeOrganisationAsync();
        var visitor = await site.SignInAsync(await site.OpenAccountAsync());
        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/workspace/organisations/new"), Form, ("Name.Zh", "冒名中心"), ("CreditCode", known.CreditCode), ("Kind", "SocialService"));

        await visitor.SubmitAsync(page, "form[action='/workspace/organisations/join']", ("CreditCode", OrganisationSteps.NewCode()));

        Assert.Equal((HttpStatusCode.Redirect, "/workspace"), (visitor.Status, visitor.Location));
    }
}
