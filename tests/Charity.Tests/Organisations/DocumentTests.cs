using System.Net;
using AngleSharp.Dom;
using Charity.Organisations.Documents;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

/// <summary>The copies that prove what a dossier says.</summary>
[Collection(nameof(OrganisationSites))]
public sealed class DocumentTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Document_Added_IsReadByTheOrganisationAndTheBureauAndNobodyElse(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        Assert.Equal(HttpStatusCode.Found, await organisation.AddDocumentAsync(DossierDocuments.Registration));
        var document = Assert.Single(await ListAsync(site, organisation));
        Assert.Equal(DossierDocuments.Registration, document.Purpose);
        var (own, office) = ($"{organisation.Address}/documents/{document.Id}", $"{organisation.OfficeAddress}/documents/{document.Id}");

        await organisation.Visitor.GetAsync(own);
        organisation.Visitor.AssertStatus(HttpStatusCode.OK);
        var officer = await site.SignInAsync("officer");
        Assert.NotNull((await officer.OpenAsync(organisation.OfficeAddress)).QuerySelector($"a[href='{office}']"));
        await officer.GetAsync(office);
        officer.AssertStatus(HttpStatusCode.OK);

        var stranger = (await site.MakeOrganisationAsync()).Visitor;
        await stranger.GetAsync(own);
        stranger.AssertStatus(HttpStatusCode.NotFound);
        await stranger.GetAsync(office);
        Assert.NotEqual(HttpStatusCode.OK, stranger.Status);

        // The id of a file of one organisation finds nothing under another.
        var other = await site.MakeOrganisationAsync();
        await other.Visitor.GetAsync($"{other.Address}/documents/{document.Id}");
        other.Visitor.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Document_TheBureauReliedOn_StaysAndALaterOneMayGo(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await organisation.AddDocumentAsync(DossierDocuments.Registration);
        var document = Assert.Single(await ListAsync(site, organisation));
        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/documents");

        await VerifiedOnAsync(site, organisation, days: 1);
        await organisation.Visitor.SubmitAsync(page, $"form[action$='{document.Id}/remove']");
        organisation.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Single(await ListAsync(site, organisation));

        await VerifiedOnAsync(site, organisation, days: -3);
        await organisation.Visitor.SubmitAsync(page, $"form[action$='{document.Id}/remove']");
        organisation.Visitor.AssertStatus(HttpStatusCode.Found);
        Assert.Empty(await ListAsync(site, organisation));
    }

    [Theory, OnEveryDatabase]
    public async Task Document_WhileTheBureauChecks_IsNeitherAddedNorRemoved(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        await organisation.AddDocumentAsync(DossierDocuments.Registration);
        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/documents");
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "form:has([value=submit])");
        Assert.Equal(OrganisationProcess.Submitted, (await site.ReadOrganisationAsync(organisation.Id)).State);

        Assert.Equal(HttpStatusCode.Conflict, (await organisation.Visitor.UploadAsync(page, "form[enctype='multipart/form-data']", Uploads.Pdf, "新.pdf", ("Purpose", DossierDocuments.Bank))).StatusCode);
        await organisation.Visitor.SubmitAsync(page, "form[action$='/remove']");
        organisation.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Single(await ListAsync(site, organisation));
    }

    [Theory, OnEveryDatabase]
    public async Task Document_OfNoKindOrNotWhatItsNameSays_IsRefusedInWords(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await organisation.AddDocumentAsync("nonsense"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await organisation.AddDocumentAsync(DossierDocuments.Bank, "MZ this is a program"u8.ToArray(), "证明.pdf"));
        Assert.Empty(await ListAsync(site, organisation));
    }

    [Theory, OnEveryDatabase]
    public async Task BankAccount_WithoutADocument_IsNotProved(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await organisation.AddDocumentAsync(DossierDocuments.Registration);
        var officer = await site.OfficerWithSecondFactorAsync();

        var refused = await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/account-proof']");
        officer.AssertStatus(HttpStatusCode.Conflict);
        Assert.Contains("尚未提交账户证明", refused.Body!.TextContent, StringComparison.Ordinal);

        await organisation.AddDocumentAsync(DossierDocuments.Bank);
        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/account-proof']");
        officer.AssertStatus(HttpStatusCode.Found);
        var bank = (await ListAsync(site, organisation)).Single(document => document.Purpose == DossierDocuments.Bank);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync($"{organisation.Address}/documents"), $"form[action$='{bank.Id}/remove']");
        organisation.Visitor.AssertStatus(HttpStatusCode.Conflict);
    }

    private static Task<int> VerifiedOnAsync(CharityApp site, TestOrganisation organisation, int days) => site.InUnitAsync(services => services.GetRequiredService<CharityDbContext>()
        .Set<SocialOrganisation>().Where(o => o.Id == organisation.Id).ExecuteUpdateAsync(o => o.SetProperty(found => found.VerifiedOn, DateOnly.FromDateTime(DateTime.UtcNow.AddDays(days)))));

    private static Task<IReadOnlyList<AttachmentInfo>> ListAsync(CharityApp site, TestOrganisation organisation) =>
        site.InScopeAsync(services => services.GetRequiredService<IAttachments>().ListAsync(DossierDocuments.Of(organisation.Id), CancellationToken.None));
}
