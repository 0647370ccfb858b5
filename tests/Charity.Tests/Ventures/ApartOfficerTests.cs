using System.Globalization;
using System.IO.Compression;
using System.Net;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Funds;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Advice;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>Nobody of the bureau decides about an organisation they belong to or declared an interest in; whoever is refused reads why, and who still may.</summary>
[Collection(nameof(VentureSites))]
public sealed class ApartOfficerTests(SharedSites sites)
{
    [Theory, OnEveryDatabaseWithEachTie]
    public async Task Cancel_ACallWithASubmissionOfTheirOrganisation_IsRefusedAndOthersAreNamed(DatabaseKind database, Tie tie)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var tied = await site.SignInTiedAsync(submission.By, tie);
        var desk = await tied.OpenAsync($"/office/calls/{submission.CallSlug}");
        Assert.True(desk.QuerySelector("button[name=trigger][value=cancel]")!.HasAttribute("disabled"));
        Assert.Contains("可由以下人员办理", desk.Body!.TextContent, StringComparison.Ordinal);

        var call = await site.ReadCallAsync(submission.CallSlug);
        await tied.PostPastThePageAsync($"/office/calls/{submission.CallSlug}/moves", [.. Move(call), ("note", "不办了")]);
        tied.AssertStatus(HttpStatusCode.Forbidden);
        Assert.Equal(CallProcess.Open, (await site.ReadCallAsync(submission.CallSlug)).State);

        var officer = await site.SignInAsync("officer");
        await officer.PostPastThePageAsync($"/office/calls/{submission.CallSlug}/moves", [.. Move(call), ("note", "不办了")]);
        Assert.Equal(CallProcess.Cancelled, (await site.ReadCallAsync(submission.CallSlug)).State);
    }

    [Theory, OnEveryDatabaseWithEachTie]
    public async Task Screen_ASubmissionOfTheirOrganisation_IsRefusedInEveryWayAndNothingIsShown(DatabaseKind database, Tie tie)
    {
        var site = await sites.OnAsync(database);
        var submission = await site.HandInAsync();
        var tied = await site.SignInTiedAsync(submission.By, tie);
        var before = await site.ReadSubmissionAsync(submission.Id);
        foreach (var path in (string[])["", "/comparison", $"/files/{Guid.NewGuid()}"])
        {
            var page = await tied.GetAsync(submission.OfficeAddress + path);
            tied.AssertStatus(HttpStatusCode.Forbidden);
            Assert.Contains("可由以下人员办理", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("走访 120 户", page.Body.TextContent, StringComparison.Ordinal);
        }

        var (version, day) = (before.Version.ToString(CultureInfo.InvariantCulture), DateTime.UtcNow.AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var trigger in (string[])[SubmissionProcess.Return, SubmissionProcess.Refuse, SubmissionProcess.Pass])
        {
            await tied.PostPastThePageAsync($"{submission.OfficeAddress}/moves", ("Trigger", trigger), ("Version", version), ("Note", "退回"), ("ReviseBy", day));
            tied.AssertStatus(HttpStatusCode.Forbidden);
        }

        await tied.PostPastThePageAsync($"{submission.OfficeAddress}/rules", ("Rule", before.Eligibility.Answers[0].Rule), ("IsMet", "true"), ("Reason", "已核"), ("Version", version));
        tied.AssertStatus(HttpStatusCode.Forbidden);
        await tied.PostPastThePageAsync($"{submission.OfficeAddress}/advice", ("section", "0"), ("text", "建议"));
        tied.AssertStatus(HttpStatusCode.Forbidden);
        var several = await tied.PostPastThePageAsync($"/office/calls/{submission.CallSlug}/submissions/admission", ("ids", submission.Id.ToString()), ("confirmed", "true"));
        Assert.Equal("failed", Assert.Single(several.QuerySelectorAll(".result-list li")).ClassName);

        var after = await site.ReadSubmissionAsync(submission.Id);
        Assert.Equal((SubmissionProcess.Submitted, 0), (after.State, after.Eligibility.Overrides.Count));
        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AdviceNote>().AnyAsync(note => note.SubmissionId == submission.Id)));
    }

    [Theory, OnEveryDatabaseWithEachTie]
    public async Task Lists_CountsExportsSearchAndApi_HaveNothingOfTheirOrganisation(DatabaseKind database, Tie tie)
    {
        var site = await sites.OnAsync(database);
        var (hidden, shown) = (NeedSteps.Unique("隐去的项目"), NeedSteps.Unique("别家的项目"));
        var submission = await site.HandInAsync(title: hidden);
        await site.HandInAsync(submission.CallSlug, await site.MakeUnlinkedAsync(), shown);
        var tied = await site.SignInTiedAsync(submission.By, tie);
        var place = $"/office/calls/{submission.CallSlug}";

        var list = await tied.OpenAsync($"{place}/submissions");
        Assert.Equal([shown], list.QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["1", "1"], list.QuerySelectorAll(".chips .count").Select(count => count.TextContent));
        foreach (var format in (string[])["csv", "xlsx"])
        {
            var table = await tied.Http.GetByteArrayAsync($"{place}/submissions?format={format}", TestContext.Current.CancellationToken);
            Assert.DoesNotContain(hidden, format == "csv" ? System.Text.Encoding.UTF8.GetString(table) : await SheetAsync(table), StringComparison.Ordinal);
        }

        foreach (var path in (string[])["/reviews", "/ranking", "/ranking/download?format=csv", "/board", "/defences"])
        {
            Assert.DoesNotContain(hidden, (await tied.GetAsync(place + path)).Source.Text, StringComparison.Ordinal);
            tied.AssertStatus(HttpStatusCode.Forbidden);
        }

        foreach (var path in (string[])[$"/search?q={Uri.EscapeDataString(hidden)}", "/review", "/review?done=true", "/api/v1/calls", $"/api/v1/calls/{submission.CallSlug}", "/api/v1/projects", "/projects"])
        {
            var source = (await tied.GetAsync(path)).Source.Text;
            Assert.DoesNotContain(submission.Id.ToString(), source, StringComparison.Ordinal);

            // The search page repeats what was typed, and nothing else.
            Assert.True(path.StartsWith("/search", StringComparison.Ordinal) || !source.Contains(hidden, StringComparison.Ordinal), path);
        }

        // A colleague hears of their own organisation's submission as one of its people; somebody with an interest hears nothing.
        // Addresses and texts are encrypted, so they are looked through here.
        var told = (await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().ToListAsync()))
            .Where(mail => mail.Text.Contains(hidden, StringComparison.Ordinal)).Select(mail => mail.To).Distinct().ToList();
        Assert.Contains(submission.By.Owner.Email, told);
        Assert.True(tie == Tie.Member || told.TrueForAll(to => to == submission.By.Owner.Email), string.Join(' ', told));
    }

    [Theory, OnEveryDatabaseWithEachTie]
    public async Task Dossier_OfTheirOrganisation_IsNeitherReturnedNorBarredNorGivenAnOwner(DatabaseKind database, Tie tie)
    {
        var site = await sites.OnAsync(database);
        foreach (var state in (string[])[OrganisationProcess.Submitted, OrganisationProcess.Verified])
        {
            // An interest is declared in an organisation that is verified; its dossier may be opened again afterwards.
            var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
            var tied = await site.SignInTiedAsync(organisation, tie);
            if (state == OrganisationProcess.Submitted)
            {
                await site.InUnitAsync(async services =>
                {
                    var dossier = (await services.GetRequiredService<DossierDesk>().LoadAsync(organisation.Id, CancellationToken.None))!;
                    foreach (var trigger in (string[])[OrganisationProcess.Reopen, OrganisationProcess.Submit])
                    {
                        CallSteps.Demand(await services.GetRequiredService<IWorkflowDoor>().FireAsync(OrganisationProcess.Definition, dossier, trigger, null, null, CancellationToken.None));
                    }

                    return true;
                });
            }

            var file = await tied.OpenAsync(organisation.OfficeAddress);
            Assert.All(file.QuerySelectorAll("[aria-labelledby=decide] button"), button => Assert.True(button.HasAttribute("disabled")));
            Assert.Contains("可由以下人员办理", file.Text("[aria-labelledby=decide]"), StringComparison.Ordinal);

            var version = (await site.ReadOrganisationAsync(organisation.Id)).Version.ToString(CultureInfo.InvariantCulture);
            foreach (var (path, values) in new (string, (string, string)[])[]
            {
                ("return", [("version", version), ("reason", "请补充")]),
                ("bar", [("version", version), ("until", DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("barReason", "逾期")]),
                ("owners", [("email", "somebody@people.example")]),
            })
            {
                await tied.PostPastThePageAsync($"{organisation.OfficeAddress}/{path}", values);

                // A dossier that is not waiting cannot be returned by anybody.
                Assert.Equal((path, state) == ("return", OrganisationProcess.Verified) ? HttpStatusCode.Conflict : HttpStatusCode.Forbidden, tied.Status);
            }

            await tied.EnrolAsync();
            await tied.PostPastThePageAsync($"{organisation.OfficeAddress}/reveal", ("number", "BankAccount"));
            Assert.Equal(HttpStatusCode.Forbidden, tied.Status);
            Assert.Contains("可由以下人员办理", (await tied.PostPastThePageAsync($"{organisation.OfficeAddress}/reveal", ("number", "BankAccount"))).Body!.TextContent, StringComparison.Ordinal);
            var after = await site.ReadOrganisationAsync(organisation.Id);
            Assert.Equal((state, false), (after.State, after.IsBarredOn(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(5))));
        }
    }

    private static async Task<string> SheetAsync(byte[] workbook)
    {
        await using var zip = new ZipArchive(new MemoryStream(workbook));
        var text = new System.Text.StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }

    private static (string, string)[] Move(Call call) =>
        [("trigger", CallProcess.CancelTrigger), ("version", call.Version.ToString(CultureInfo.InvariantCulture)), ("revision", call.Revision.ToString(CultureInfo.InvariantCulture))];
}
