using System.Diagnostics;
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

/// <summary>A reviewer's queue with few and with very many submissions on the site; the reviewer has as many to do in both.</summary>
internal static class QueueBenchmark
{
    private const int Few = 100;
    private const int Many = 10_000;
    private const int Own = 40;
    private const int Each = 5;
    private const int Others = 200;
    private const int Opened = 400;
    private const double MostGrowth = 0.2;

    public static async Task<bool> RunAsync(DatabaseKind kind)
    {
        var (few, many) = (await MeasureAsync(kind, Few), await MeasureAsync(kind, Many));
        var growth = (many / few) - 1;
        Machine.Say($"{kind}: a reviewer's queue opens in {few:0.0} ms with {Few:N0} submissions and {many:0.0} ms with {Many:N0}: {growth:P0} (at most {MostGrowth:P0}): {(growth <= MostGrowth ? "held" : "BROKEN")}");
        return growth <= MostGrowth;
    }

    private static async Task<double> MeasureAsync(DatabaseKind kind, int submissions)
    {
        await using var site = await CharityApp.StartAsync(kind);
        await site.InScopeAsync(services => FillAsync(services.GetRequiredService<CharityDbContext>(), submissions));
        var reviewer = await site.SignInAsync("reviewer1");
        for (var i = 0; i < Opened / 4; i++)
        {
            await reviewer.Http.GetByteArrayAsync("/review");
        }

        var times = new List<double>(Opened);
        for (var i = 0; i < Opened; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await reviewer.Http.GetByteArrayAsync("/review");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times[Opened / 2];
    }

    private static async Task<bool> FillAsync(CharityDbContext db, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var dueOn = DateOnly.FromDateTime(now.UtcDateTime.AddDays(10));
        var me = (await db.Set<Reviewer>().OrderBy(reviewer => reviewer.Id).FirstAsync()).Id;
        var others = Enumerable.Range(0, Others).Select(_ => Reviewer.Join(Guid.CreateVersion7(), "专家", now)).ToList();
        var call = Call.Plan("bench", new LocalizedText("压测"), new CallDesign(), UsualForm.Definition, now);
        db.Add(call);
        db.AddRange(others);
        for (var n = 0; n < count; n++)
        {
            var writer = new Writer(Guid.CreateVersion7(), "压测");
            var submission = Submission.Begin(call.Id, 1, Guid.CreateVersion7(), $"项目{n}", writer, now);
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
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
        return true;
    }
}
