using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;

namespace Charity.Disbursements.Ratios;

/// <summary>The year so far against what the law asks for, and the years before.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowRatios : IQuery<RatioPage>;

/// <param name="Past">Newest first.</param>
internal sealed record RatioPage(YearRatios Now, bool WouldMissSpending, IReadOnlyList<SpentMonth> Months, RatioChart Chart, IReadOnlyList<YearRatios> Past, DateTime AsOf);

/// <summary>Columns of what was spent until the end of each month, in a picture of 480 x 240 whose ground is at 200.</summary>
/// <param name="NeededY">Where the line of what is needed stands.</param>
internal sealed record RatioChart(IReadOnlyList<(int X, int Y, int Height)> Columns, int NeededY)
{
    private const int Ground = 200, Tallest = 170, Left = 44, Step = 36;

    public static RatioChart Of(IReadOnlyList<SpentMonth> months, long neededMinor)
    {
        var largest = Math.Max(1, months.Select(month => month.UntilEndMinor).Append(neededMinor).Max());
        int HeightOf(long amount) => (int)((Int128)Math.Max(0, amount) * Tallest / largest);
        return new RatioChart([.. months.Select((month, place) => (Left + (place * Step), Ground - HeightOf(month.UntilEndMinor), HeightOf(month.UntilEndMinor)))], Ground - HeightOf(neededMinor));
    }
}

internal sealed class ShowRatiosHandler(RatioReader reader, SiteTime time, TimeProvider clock) : IRequestHandler<ShowRatios, Result<RatioPage>>
{
    public async Task<Result<RatioPage>> Handle(ShowRatios request, CancellationToken cancellationToken)
    {
        var asOf = time.Local(clock.GetUtcNow().UtcDateTime);
        var (years, months) = await reader.ReadAsync(cancellationToken);
        return new RatioPage(years[^1], years[^1].WouldMissSpending(time.Today), months, RatioChart.Of(months, years[^1].RequiredMinor), [.. years.SkipLast(1).Reverse()], asOf);
    }
}
