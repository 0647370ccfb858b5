using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(OrganisationSites))]
public sealed class InvitationTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Invitation_AcceptedByTheInvited_MakesAColleagueOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var invited = await site.OpenAccountAsync("新同事");
        var link = await InviteAsync(site, organisation, invited.Email!.ToUpperInvariant(), OrganisationRole.Finance);
        var visitor = await site.SignInAsync(invited);

        var page = await visitor.OpenAsync(link);
        await visitor.SubmitAsync(page, "main form");
        Assert.Equal(organisation.Address, visitor.Location);
        Assert.Equal(OrganisationRole.Finance, await RoleAsync(site, organisation, invited));
        await visitor.SubmitAsync(page, "main form");
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>().AsNoTracking().SingleAsync(i => i.OrganisationId == organisation.Id));
        Assert.Equal((invited.Id, null, 32), (stored.AcceptedById, stored.Email, stored.TokenHash.Length));
        Assert.DoesNotContain(link.Split('/')[^1], Convert.ToBase64String(stored.TokenHash), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Invitation_UsedByAnotherAccount_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var invited = await site.OpenAccountAsync();
        var thief = await site.OpenAccountAsync();
        var link = await InviteAsync(site, organisation, invited.Email!, OrganisationRole.Owner);
        var visitor = await site.SignInAsync(thief);

        var page = await visitor.OpenAsync(link);
        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.DoesNotContain(invited.Email!, page.Body!.InnerHtml, StringComparison.Ordinal);
        var form = await visitor.OpenAsync("/workspace/organisations/new");
        form.QuerySelector("main form")!.SetAttribute("action", link);
        await visitor.SubmitAsync(form, "main form");
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        Assert.Null(await RoleAsync(site, organisation, thief));

        await visitor.GetAsync(link + "x");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.Contains("登录", (await site.Visit().OpenAsync(link)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Invitation_ExpiredOrTakenBackOrReplaced_IsOver(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var invited = await site.OpenAccountAsync();
        var visitor = await site.SignInAsync(invited);

        var replaced = await InviteAsync(site, organisation, invited.Email!, OrganisationRole.Editor);
        var takenBack = await InviteAsync(site, organisation, invited.Email!, OrganisationRole.Editor);
        await visitor.GetAsync(replaced);
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync($"{organisation.Address}/members"), "form[action*='/invitations/']");
        await visitor.GetAsync(takenBack);
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);

        var expired = await InviteAsync(site, organisation, invited.Email!, OrganisationRole.Editor);
        var page = await visitor.OpenAsync(expired);
        await site.InUnitAsync(services => services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>()
            .Where(i => i.OrganisationId == organisation.Id && i.EndedUtc == null).ExecuteUpdateAsync(i => i.SetProperty(row => row.ExpiresUtc, DateTime.UtcNow.AddSeconds(-1))));
        await visitor.SubmitAsync(page, "main form");
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        Assert.Null(await RoleAsync(site, organisation, invited));
    }

    [Theory, OnEveryDatabase]
    public async Task LastOwner_LeavingOrSteppingDown_IsRefusedUntilThereIsAnother(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");

        await organisation.Visitor.SubmitAsync(page, "form[action$='/removal']");
        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);
        await organisation.Visitor.SubmitAsync(page, "form[action$='/role']", ("newRole", "Editor"));
        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);
        Assert.Equal(OrganisationRole.Owner, await RoleAsync(site, organisation, organisation.Owner));

        var second = await site.AddMemberAsync(organisation.Id, OrganisationRole.Owner);
        await organisation.Visitor.SubmitAsync(page, "form[action$='/removal']");
        Assert.Equal("/workspace", organisation.Visitor.Location);
        await organisation.Visitor.GetAsync(organisation.Address);
        Assert.Equal(HttpStatusCode.NotFound, organisation.Visitor.Status);
        await second.GetAsync(organisation.Address);
        Assert.Equal(HttpStatusCode.OK, second.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Invitation_OfAnOrganisationNeverVerified_CarriesNoWordsOfItsSender(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(name: $"领奖 https://evil.example/{Guid.NewGuid():N}");
        var email = $"{Guid.NewGuid():N}@people.example";
        await InviteAsync(site, organisation, email, OrganisationRole.Editor);

        var mail = Assert.Single(await site.MailsToAsync(email));
        Assert.DoesNotContain("evil.example", mail.Subject + mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(organisation.Owner.Name, mail.Text, StringComparison.Ordinal);

        var verified = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await InviteAsync(site, verified, email, OrganisationRole.Editor);
        Assert.Contains(verified.Name, (await site.MailsToAsync(email))[^1].Subject, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Invitation_BySomebodyWithoutAConfirmedAddress_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");
        await site.ChangeRowAsync(organisation.Owner.Id, row => row.EmailConfirmed = false);
        var email = $"{Guid.NewGuid():N}@people.example";

        await organisation.Visitor.SubmitAsync(page, $"form[action='{organisation.Address}/members']", ("Email", email), ("Role", "Editor"));

        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);
        Assert.Empty(await site.MailsToAsync(email));
    }

    [Theory, OnEveryDatabase]
    public async Task Invitations_EndedAgain_StillCountForTheDay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        await site.InUnitAsync(services =>
        {
            for (var sent = 0; sent < 30; sent++)
            {
                var invitation = OrganisationInvitation.Write(
                    organisation.Id, "x@people.example", new byte[32], OrganisationRole.Editor, Guid.NewGuid().ToByteArray(), new Inviter(organisation.Owner.Id, "x", false), TimeProvider.System.GetUtcNow());
                invitation.End(null, TimeProvider.System.GetUtcNow());
                services.GetRequiredService<CharityDbContext>().Add(invitation);
            }

            return Task.FromResult(true);
        });

        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");
        await organisation.Visitor.SubmitAsync(page, $"form[action='{organisation.Address}/members']", ("Email", "y@people.example"), ("Role", "Editor"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, organisation.Visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Owners_LeavingAtTheSameMoment_LeaveOneBehind(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var second = await site.AddMemberAsync(organisation.Id, OrganisationRole.Owner);
        var pages = await Task.WhenAll(organisation.Visitor.OpenAsync($"{organisation.Address}/members"), second.OpenAsync($"{organisation.Address}/members"));
        var other = pages[0].QuerySelectorAll("form[action$='/removal']").Select(form => form.GetAttribute("action")!).Single(action => !action.Contains(organisation.Owner.Id.ToString(), StringComparison.Ordinal));

        await Task.WhenAll(
            organisation.Visitor.SubmitAsync(pages[0], $"form[action*='{organisation.Owner.Id}'][action$='/removal']"),
            second.SubmitAsync(pages[1], $"form[action='{other}']"));

        Assert.Equal(1, (await site.ReadOrganisationAsync(organisation.Id)).Members.Count(member => member.Role == OrganisationRole.Owner));
    }

    private static async Task<string> InviteAsync(CharityApp site, TestOrganisation organisation, string email, OrganisationRole role)
    {
        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");
        await organisation.Visitor.SubmitAsync(page, $"form[action='{organisation.Address}/members']", ("Email", email), ("Role", role.ToString()));
        Assert.Equal(HttpStatusCode.Redirect, organisation.Visitor.Status);
        return People.LinkIn((await site.MailsToAsync(email.ToLowerInvariant()))[^1].Text, "/workspace/invitations/");
    }

    private static Task<OrganisationRole?> RoleAsync(CharityApp site, TestOrganisation organisation, User user) =>
        site.InScopeAsync(services => services.GetRequiredService<IOrganisations>().RoleOfAsync(user.Id, organisation.Id, TestContext.Current.CancellationToken));
}
