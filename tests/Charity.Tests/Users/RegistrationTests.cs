using System.Net;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class RegistrationTests(UsersSites sites)
{
    private const string Form = "form[action='/account/register']";
    private const string Confirm = "form[action='/account/confirm-email']";

    [Theory, OnEveryDatabase]
    public async Task Register_ANewAddress_OpensOnlyAfterTheLinkIsConfirmed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var email = $"new{Guid.CreateVersion7():N}@people.example";
        var visitor = site.Visit();
        var form = await visitor.OpenAsync("/account/register");

        var told = await visitor.SubmitAndFollowAsync(form, Form, ("Email", email), ("Name", " 新 来 "), ("Password", People.Password), ("AgreesToPrivacy", "true"));

        Assert.Equal("请查看邮箱", told.Heading());
        var user = await FindAsync(site, email);
        Assert.Equal("新 来", user!.Name);
        var link = People.LinkIn(await site.ReadMailAsync(email), "/account/confirm-email");
        var page = await visitor.OpenAsync(link);
        Assert.False((await FindAsync(site, email))!.EmailConfirmed, "Opening the link must not be enough: mail scanners open links.");
        await visitor.SubmitAsync(page, Confirm, ("Password", People.Password));
        Assert.Equal("/account/sign-in", visitor.Location);
        await site.Visit().SignInAsync(email, People.Password);

        await visitor.SubmitAsync(page, Confirm, ("Password", People.Password), ("Code", "bm90IGEgY29kZQ"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Register_AKnownAddress_SaysTheSameAndTellsItsOwner(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var owner = await site.OpenAccountAsync("主人");
        var visitor = site.Visit();
        var form = await visitor.OpenAsync("/account/register");

        var told = await visitor.SubmitAndFollowAsync(form, Form, ("Email", owner.Email!), ("Name", "别人"), ("Password", "another good password"), ("AgreesToPrivacy", "true"));

        Assert.Equal("请查看邮箱", told.Heading());
        Assert.Equal("主人", (await FindAsync(site, owner.Email!))!.Name);
        Assert.Contains("您已经有账号了", Assert.Single(await site.MailsToAsync(owner.Email!)).Subject, StringComparison.Ordinal);
        await visitor.SignInAsync(owner.Email!, People.Password);
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_AnAccountThatSomebodyElseOpened_DoesNotOpenItForThem(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var email = $"victim{Guid.CreateVersion7():N}@people.example";
        var attacker = site.Visit();
        await attacker.SubmitAsync(await attacker.OpenAsync("/account/register"), Form, ("Email", email), ("Password", "the attacker's own"), ("AgreesToPrivacy", "true"));
        var victim = site.Visit();
        var page = await victim.OpenAsync(People.LinkIn(await site.ReadMailAsync(email), "/account/confirm-email"));

        var blank = await victim.SubmitAsync(page, Confirm);
        Assert.Contains("请填写密码", blank.Problems(), StringComparison.Ordinal);
        var refused = await victim.SubmitAsync(page, Confirm, ("Password", People.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, victim.Status);
        Assert.False((await FindAsync(site, email))!.EmailConfirmed);
        Assert.Equal(1, (await FindAsync(site, email))!.AccessFailedCount);
        await Assert.ThrowsAsync<InvalidOperationException>(() => attacker.SignInAsync(email, "the attacker's own"));

        // The mailbox's owner makes the account theirs by choosing its password.
        var forgot = await victim.OpenAsync(refused.QuerySelector($"{Confirm} a.link-button")!.GetAttribute("href")!);
        await victim.SubmitAsync(forgot, "form[action='/account/forgot-password']", ("Email", email));
        var reset = await victim.OpenAsync(People.LinkIn(await site.ReadMailAsync(email), "/account/reset-password"));
        await victim.SubmitAsync(reset, "form[action='/account/reset-password']", ("NewPassword", People.Password));
        await victim.SignInAsync(email, People.Password);
        await Assert.ThrowsAsync<InvalidOperationException>(() => attacker.SignInAsync(email, "the attacker's own"));
    }

    [Theory, OnEveryDatabase]
    public async Task ChangeEmail_ToTheAddressOfSomebodyElse_NeedsMoreThanTheirClick(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var attacker = await site.OpenAccountAsync();
        var email = $"victim{Guid.CreateVersion7():N}@people.example";
        var session = await site.SignInAsync(attacker);
        await session.SubmitAsync(await session.OpenAsync("/account/profile/email"), "form[action='/account/profile/email']", ("NewEmail", email), ("Password", People.Password));
        var victim = site.Visit();
        var page = await victim.OpenAsync(People.LinkIn(await site.ReadMailAsync(email), "/account/confirm-email"));

        await victim.SubmitAsync(page, Confirm, ("Password", "whatever comes to mind"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, victim.Status);
        Assert.Equal(attacker.Email, (await site.ReadAsync(attacker.Id)).Email);
    }

    [Theory, OnEveryDatabase]
    public async Task Register_OneAddressManyTimesAtOnce_OpensOneAccountAndFailsNobody(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var email = $"twice{Guid.CreateVersion7():N}@people.example";
        var visitors = Enumerable.Range(0, 6).Select(_ => site.Visit()).ToList();
        var forms = await Task.WhenAll(visitors.Select(visitor => visitor.OpenAsync("/account/register")));

        await Task.WhenAll(visitors.Zip(forms, (visitor, form) => visitor.SubmitAsync(form, Form, ("Email", email), ("Password", People.Password), ("AgreesToPrivacy", "true"))));

        Assert.All(visitors, visitor => Assert.Equal("/account/registered", visitor.Location));
        Assert.NotNull(await FindAsync(site, email));
    }

    [Theory]
    [InlineData("nonsense", "", "a long enough one", "true", "请填写正确的邮箱")]
    [InlineData("weak@people.example", "", "short", "true", "请至少使用 10 个字符")]
    [InlineData("weak@people.example", "", "1234567890", "true", "这个密码太常见")]
    [InlineData("longenough@people.example", "", "my longenough one", "true", "密码中不能包含邮箱")]
    [InlineData("weak@people.example", "", "a long enough one", "", "需要您同意")]
    public async Task Register_WithSomethingWrong_KeepsTheFormAndSaysWhat(string email, string name, string password, string agrees, string problem)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = site.Visit();
        var form = await visitor.OpenAsync("/account/register");

        var again = await visitor.SubmitAsync(form, Form, ("Email", email), ("Name", name), ("Password", password), ("AgreesToPrivacy", agrees));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(problem, again.Problems(), StringComparison.Ordinal);
        Assert.Equal(email, again.QuerySelector("#Email")!.GetAttribute("value"));
        Assert.Null(await FindAsync(site, email));
    }

    [Theory, OnEveryDatabase]
    public async Task ChangeEmail_WithTheLinkOfTheNewAddress_MovesTheAccountThere(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var visitor = await site.SignInAsync(user);
        var email = $"moved{Guid.CreateVersion7():N}@people.example";
        var form = await visitor.OpenAsync("/account/profile/email");

        await visitor.SubmitAsync(form, "form[action='/account/profile/email']", ("NewEmail", email), ("Password", "not it"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Empty(await site.MailsToAsync(email));
        await visitor.SubmitAsync(form, "form[action='/account/profile/email']", ("NewEmail", email), ("Password", People.Password));
        Assert.Equal(user.Email, (await site.ReadAsync(user.Id)).Email);
        var confirm = await visitor.OpenAsync(People.LinkIn(await site.ReadMailAsync(email), "/account/confirm-email"));
        await visitor.SubmitAsync(confirm, Confirm, ("Password", People.Password));

        await site.Visit().SignInAsync(email, People.Password);
        Assert.Contains("已改用其他邮箱", (await site.MailsToAsync(user.Email!))[^1].Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Visit().SignInAsync(user.Email!, People.Password));
    }

    private static Task<User?> FindAsync(CharityApp site, string email) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<User>().AsNoTracking().FirstOrDefaultAsync(user => user.Email == email));
}
