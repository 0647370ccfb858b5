using System.Text.Json;
using Charity.Ledger.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Decisions;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Duties;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Walks;

/// <summary>What is true after every step, whoever did what.</summary>
internal sealed partial class Walk
{
    private static readonly string[] KnownToTheOwner = [SubmissionProcess.Reserve, SubmissionProcess.OnNotice, SubmissionProcess.Contested, SubmissionProcess.Awarded, SubmissionProcess.Declined];

    public async Task AssertInvariantsAsync()
    {
        await AssertNumbersAsync();
        await AssertMoneyAsync();
        await AssertInstalmentsAsync();
        await AssertDutiesAsync();
        await AssertQuietAsync();
        await Site.AssertTrailReplaysAsync();
    }

    private async Task AssertNumbersAsync()
    {
        var numbers = await ReadAsync(db => db.Set<Submission>().Where(submission => submission.CallId == CallId && submission.Number != null).Select(submission => submission.Number!.Value).Order().ToListAsync());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    /// <summary>Nothing is given that a source of the call does not have; what is awarded is reserved in the books, and nothing else.</summary>
    private async Task AssertMoneyAsync()
    {
        var call = await Site.ReadCallAsync(Slug);
        var held = await Site.InScopeAsync(services => services.GetRequiredService<HeldMoney>().OfCallAsync(CallId, TestContext.Current.CancellationToken));
        foreach (var source in call.Design.Money.Sources)
        {
            Assert.InRange(held.Where(part => part.FundSlug == source.FundSlug).Sum(part => part.AmountMinor), 0, source.AmountMinor);
        }

        var projects = await ReadAsync(db => ProjectDesk.Whole(db.Set<Project>().AsNoTracking().Where(project => project.CallId == CallId)).ToListAsync());
        var awarded = await Site.InScopeAsync(services => services.GetRequiredService<HeldMoney>().AwardedAsync(CallId, TestContext.Current.CancellationToken));
        Assert.Equal(awarded.Sum(part => part.AmountMinor), projects.Sum(project => project.AwardedMinor));
        var reserved = 0L;
        foreach (var project in projects)
        {
            var due = project.State == ProjectProcess.Terminated ? 0 : project.Sources.Where(source => source.FundSlug == Fund).Sum(source => source.AmountMinor);
            var promised = await Site.BalanceAsync(AccountCodes.FundCommitted(Fund, project.Slug));
            Assert.Equal(due, promised.CreditsPendingMinor + promised.PostedMinor);
            Assert.Equal(project.AwardedMinor, project.Instalments.Sum(instalment => instalment.AmountMinor));
            Assert.Equal(project.AwardedMinor, project.Sources.Sum(source => source.AmountMinor));
            Assert.Contains(project.Budget.Sum(line => line.AskedMinor), (long[])[0, project.AwardedMinor]);
            reserved += due;
        }

        Assert.Equal(FundMinor - reserved, (await Site.BalanceAsync(AccountCodes.FundAvailable(Fund))).AvailableMinor);
    }

    private async Task AssertInstalmentsAsync()
    {
        var wrong = await Site.InScopeAsync(async services =>
        {
            var found = new List<string>();
            foreach (var project in await ProjectDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<Project>()).ToListAsync())
            {
                var facts = await services.GetRequiredService<ProjectFactsReader>().OfAsync(project, TestContext.Current.CancellationToken);
                found.AddRange(project.Instalments.Where(instalment => instalment.State == InstalmentProcess.Due
                    && (project.State == ProjectProcess.Terminated || InstalmentRules.Missing(project, instalment, facts).Count > 0)).Select(instalment => $"{project.Slug} {instalment.Number}"));
            }

            return found;
        });
        Assert.Empty(wrong);
    }

    /// <summary>Nobody has a duty on what belongs to an organisation of theirs, nor took one after declaring an interest, nor holds two that check each other.</summary>
    private async Task AssertDutiesAsync()
    {
        var duties = await ReadAsync(db => (from duty in db.Set<DutyRecord>().AsNoTracking()
                                            join submission in db.Set<Submission>() on duty.SubjectId equals submission.Id
                                            select new { duty.UserId, duty.Duty, duty.SinceUtc, SubmissionId = submission.Id, submission.OrganisationId })
            .Concat(from duty in db.Set<DutyRecord>().AsNoTracking()
                    join project in db.Set<Project>() on duty.SubjectId equals project.Id
                    select new { duty.UserId, duty.Duty, duty.SinceUtc, SubmissionId = project.SubmissionId!.Value, project.OrganisationId }).ToListAsync());
        var members = await ReadAsync(db => db.Set<OrganisationMember>().Select(member => new { member.UserId, member.OrganisationId }).ToListAsync());
        var interests = await ReadAsync(db => (from conflict in db.Set<ReviewerConflict>().AsNoTracking()
                                               join reviewer in db.Set<Reviewer>() on conflict.ReviewerId equals reviewer.Id
                                               where conflict.RuledOutUtc == null
                                               select new { reviewer.UserId, conflict.OrganisationId, conflict.FoundUtc }).ToListAsync());
        foreach (var duty in duties.Where(duty => duty.Duty != Duty.Interest))
        {
            Assert.DoesNotContain(members, member => member.UserId == duty.UserId && member.OrganisationId == duty.OrganisationId);
            Assert.DoesNotContain(interests, interest => interest.UserId == duty.UserId && interest.OrganisationId == duty.OrganisationId && interest.FoundUtc < duty.SinceUtc);
        }

        foreach (var person in duties.GroupBy(duty => (duty.UserId, duty.SubmissionId)))
        {
            var held = person.Select(duty => duty.Duty).Distinct().ToList();
            Assert.DoesNotContain(held, one => held.Exists(other => DutyCheck.AreApart(one, other)));
        }
    }

    /// <summary>Before it is published nothing of a decision shows: no state, no letter, no notice, no title on a public page. Who is not admitted is told at once.</summary>
    private async Task AssertQuietAsync()
    {
        var isPublished = await ReadAsync(db => db.Set<Selection>().AnyAsync(selection => selection.CallId == CallId && selection.State == SelectionProcess.Published));
        var submissions = await ReadAsync(db => db.Set<Submission>().AsNoTracking().Where(submission => submission.CallId == CallId).ToListAsync());
        if (!isPublished)
        {
            Assert.DoesNotContain(submissions, submission => KnownToTheOwner.Contains(submission.State));
            Assert.False(await ReadAsync(db => db.Set<OutgoingMail>().AnyAsync(mail => mail.Key.StartsWith("decision:") && !mail.Key.Contains(":not-admitted-"))));
            Assert.False(await ReadAsync(db => db.Set<AwardNotice>().AnyAsync()));
        }

        var noticed = await ReadAsync(db => db.Set<AwardNoticeEntry>().Select(entry => entry.SubmissionId).ToListAsync());
        var pages = string.Concat(await PageAsync(new ShowCall(Slug)), await PageAsync(new ListNotices()), await PageAsync(new ListNotices(Slug)), await PageAsync(new ListProjects(null, null, null, null, null)));
        Assert.DoesNotContain(submissions.Where(submission => !noticed.Contains(submission.Id)), submission => pages.Contains($"\"{submission.Title}\"", StringComparison.Ordinal));
    }

    private async Task<string> PageAsync<T>(Charity.Platform.Requests.IQuery<T> query)
    {
        var page = await SendAsync(null, query);
        return page.Succeeded ? JsonSerializer.Serialize(page.Value, Readable) : string.Empty;
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
