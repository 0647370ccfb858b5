using System.Net;
using AngleSharp.Dom;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

/// <summary>Sites of their own: the one charity is on every page of the shared ones.</summary>
public sealed class EditCharityTests
{
    private const string Form = "form[action='/admin/charity']";

    [Theory, OnEveryDatabase]
    public async Task Save_ByOfficer_IsShownToDonorsAtOnce(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var officer = await site.SignInAsync("officer");
        var form = await officer.OpenAsync("/admin/charity");

        var wrong = await officer.SubmitAsync(form, Form, ("CreditCode", "51990101MJDEM02683"), ("Telephone", "0510-5550 0999"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Equal(["#CreditCode"], wrong.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));
        Assert.Equal("0510-5550 0999", wrong.QuerySelector("#Telephone")!.GetAttribute("value"));

        await officer.SubmitAsync(wrong, Form, ("CreditCode", "５１９９０１０１-mjdem02682"));
        Assert.Equal("/admin/charity", officer.Location);
        var profile = await site.InScopeAsync(services => services.GetRequiredService<ICharityProfile>().GetAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(("51990101MJDEM02682", "0510-5550 0999", "0000555020260001"), (profile!.CreditCode, profile.Telephone, profile.BankAccountNumber));

        await officer.SubmitAsync(form, Form, ("Telephone", "0510-5550 0111"));
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_OfHalfACertificate_NamesTheOtherHalf(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var officer = await site.SignInAsync("officer");
        var form = await officer.OpenAsync("/admin/charity");

        var half = await officer.SubmitAsync(form, Form, ("CertificateNumber", ""), ("CertificateValidUntil", "2024-10-15"));
        Assert.Equal(["#CertificateNumber", "#CertificateValidUntil"], half.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));

        await officer.SubmitAsync(
            form, Form, ("CertificateNumber", ""), ("CertificateValidUntil", ""), ("CertificateIssuedOn", ""), ("CertificateIssuedBy.Zh", ""), ("CertificateIssuedBy.En", ""));
        Assert.Equal("/admin/charity", officer.Location);
        var page = await site.Visit().GetAsync("/funds/meiyuan");
        Assert.Null(page.QuerySelector(".give-bar"));
    }

    [Theory, OnEveryDatabase]
    public async Task BankAccount_OfTheCharity_IsEncryptedAtRest(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);

        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"BankAccountNumber\" AS \"Value\" FROM \"Organisations_Charity\"").SingleAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("v1:", stored, StringComparison.Ordinal);
    }
}
