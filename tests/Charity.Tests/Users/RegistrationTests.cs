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
        await visitor.SubmitAsync(page, "form[action='/account/confirm-email']");
        Assert.Equal("/account/sign-in", visitor.Location);
        await site.Visit().SignInAsync(email, People.Password);

        await visitor.SubmitAsync(page, "form[action='/account/confirm-email']", ("Code", "bm90IGEgY29kZQ"));
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
        await visitor.SubmitAsync(confirm, "form[action='/account/confirm-email']");

        await site.Visit().SignInAsync(email, People.Password);
        Assert.Contains("已改用其他邮箱", (await site.MailsToAsync(user.Email!))[^1].Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Visit().SignInAsync(user.Email!, People.Password));
    }

    private static Task<User?> FindAsync(CharityApp site, string email) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<User>().AsNoTracking().FirstOrDefaultAsync(user => user.Email == email));
}
