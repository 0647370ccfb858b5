using System.Diagnostics;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Benchmarks;

/// <summary>A reviewer's queue and an officer's list with few and with very many submissions in the call; the reviewer has as many to do in both.</summary>
internal static class QueueBenchmark
{
    private const int Few = 100;
    private const int Many = 10_000;
    private const int Own = 40;
    private const int Each = 5;
    private const int Others = 200;
    private const int Opened = 400;
    private const int Warming = 200;
    private const double MostGrowth = 0.2;

    public static async Task<bool> RunAsync(DatabaseKind kind)
    {
        await using var few = await StartAsync(kind, Few);
        await using var many = await StartAsync(kind, Many);
        return await CompareAsync(kind, "a reviewer's queue", "reviewer1", "/review", few, many)
            & await CompareAsync(kind, "an officer's list", "officer", "/office/calls/bench/submissions", few, many);
    }

    private static async Task<CharityApp> StartAsync(DatabaseKind kind, int submissions)
    {
        var site = await CharityApp.StartAsync(kind);
        await site.InScopeAsync(services => FillAsync(services.GetRequiredService<CharityDbContext>(), submissions));
        return site;
    }

    /// <summary>Opens the page on both sites in turn: what warms up or slows down the machine meanwhile meets both alike.</summary>
    private static async Task<bool> CompareAsync(DatabaseKind kind, string name, string person, string page, CharityApp few, CharityApp many)
    {
        var (withFew, withMany) = (await few.SignInAsync(person), await many.SignInAsync(person));
        var (ofFew, ofMany) = (new List<double>(Opened), new List<double>(Opened));
        for (var i = -Warming; i < Opened; i++)
        {
            var (one, other) = (await OpenAsync(withFew, page), await OpenAsync(withMany, page));
            if (i >= 0)
            {
                ofFew.Add(one);
                ofMany.Add(other);
            }
        }

        var growth = (Median(ofMany) / Median(ofFew)) - 1;
        Machine.Say($"{kind}: {name} opens in {Median(ofFew):0.0} ms with {Few:N0} submissions and {Median(ofMany):0.0} ms with {Many:N0}: {growth:P0} (at most {MostGrowth:P0}): {(growth <= MostGrowth ? "held" : "BROKEN")}");
        return growth <= MostGrowth;
    }

    /// <summary>In milliseconds.</summary>
    private static async Task<double> OpenAsync(Visitor visitor, string page)
    {
        var started = Stopwatch.GetTimestamp();
        await visitor.Http.GetByteArrayAsync(page);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<bool> FillAsync(CharityDbContext db, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var dueOn = DateOnly.FromDateTime(now.UtcDateTime.AddDays(10));
        var me = (await db.Set<Reviewer>().OrderBy(reviewer => reviewer.Id).FirstAsync()).Id;
        var organisation = await db.Set<SocialOrganisation>().Select(row => row.Id).FirstAsync();
        var others = Enumerable.Range(0, Others).Select(_ => Reviewer.Join(Guid.CreateVersion7(), "专家", now)).ToList();
        var call = Call.Plan("bench", new LocalizedText("压测"), new CallDesign(), UsualForm.Definition, now);
        db.Add(call);
        db.AddRange(others);
        for (var n = 0; n < count; n++)
        {
            var writer = new Writer(Guid.CreateVersion7(), "压测");
            var submission = Submission.Begin(call.Id, 1, organisation, $"项目{n}", writer, now);
            submission.HandIn(n + 1, null, EligibilityReport.None, now);
            db.Add(submission);
            db.AddRange(Enumerable.Range(0, Each).Select(i => Review.Assign(call.Id, submission.Id, submission.OrganisationId, i == 0 && n < Own ? me : others[(n + i) % Others].Id, dueOn, now)));
            if (n % 500 == 499)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        await db.SaveChangesAsync();
        await db.Set<Submission>().ExecuteUpdateAsync(row => row.SetProperty(submission => submission.State, SubmissionProcess.UnderReview));
        await db.Set<Call>().Where(row => row.Id == call.Id).ExecuteUpdateAsync(row => row.SetProperty(planned => planned.State, CallProcess.Reviewing));

        // As the databases do by themselves after so many rows.
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "VACUUM ANALYZE" : "ANALYZE");
        return true;
    }
}
