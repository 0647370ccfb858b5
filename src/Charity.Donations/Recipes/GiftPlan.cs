using System.Globalization;
using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Data;

namespace Charity.Donations.Recipes;

/// <summary>The <c>Donations</c> step: how many gifts, over how many months, and what they are drawn from.</summary>
/// <param name="Givers">Accounts whose own gifts some of them are.</param>
internal sealed record DonationsModel(
    int Count, int Months, int Seed, IReadOnlyList<string> DonorNames, IReadOnlyList<MessageModel> Messages, IReadOnlyList<AmountModel> AmountsMinor, double AnonymousShare,
    double MessageShare, double OfflineShare, double DeclinedShare, IReadOnlyList<string>? Givers = null);

/// <param name="Approved">Whether somebody would show it.</param>
internal sealed record MessageModel(string Text, bool Approved);

internal sealed record AmountModel(long Minor, int Weight);

/// <summary>What happens to a planned gift.</summary>
internal enum PlannedEnd
{
    Paid,
    Offline,
    LeftUnpaid,
    Expired,
}

/// <param name="Index">0 for the oldest; the form's id comes from it, so a gift is made once however often the recipe runs.</param>
/// <param name="FundShare">0 to 1: where among the funds open at the time.</param>
internal sealed record PlannedGift(int Index, Guid FormId, DateTimeOffset At, long AmountMinor, string? Name, bool Anonymous, MessageModel? Message, string? Giver, PlannedEnd End, double FundShare)
{
    public static IReadOnlyList<PlannedGift> All(DonationsModel model, DateTimeOffset now)
    {
        var start = now.AddMonths(-model.Months);
        return [.. Enumerable.Range(0, model.Count).Select(index => One(model, index, start, now)).OrderBy(gift => gift.At)];
    }

    /// <summary>Every gift has dice of its own, so that one gift's draw never depends on another's.</summary>
    private static PlannedGift One(DonationsModel model, int index, DateTimeOffset start, DateTimeOffset now)
    {
        var id = DerivedId.Of("demonstration-gift", model.Seed.ToString(CultureInfo.InvariantCulture), index.ToString(CultureInfo.InvariantCulture));
        var dice = new Random(BitConverter.ToInt32(id.ToByteArray(), 0));
        var amount = Amount(model.AmountsMinor, dice);
        var name = dice.NextDouble() < model.AnonymousShare ? null : model.DonorNames[dice.Next(model.DonorNames.Count)];
        var message = dice.NextDouble() < model.MessageShare ? model.Messages[dice.Next(model.Messages.Count)] : null;
        var end = dice.NextDouble() is var fate && fate < model.OfflineShare ? PlannedEnd.Offline
            : fate < model.OfflineShare + (model.DeclinedShare / 2) ? PlannedEnd.LeftUnpaid
            : fate < model.OfflineShare + model.DeclinedShare ? PlannedEnd.Expired
            : PlannedEnd.Paid;
        var giver = model.Givers is { Count: > 0 } givers && end == PlannedEnd.Paid && dice.Next(40) == 0 ? givers[dice.Next(givers.Count)] : null;
        return new PlannedGift(index, id, Moment(index, model.Count, start, now, dice), amount, name, name is null, message, giver, end, dice.NextDouble());
    }

    /// <summary>Ever more gifts towards today, at hours when people are awake.</summary>
    private static DateTimeOffset Moment(int index, int count, DateTimeOffset start, DateTimeOffset now, Random dice)
    {
        var moment = start + ((now - start) * Math.Sqrt((index + dice.NextDouble()) / count));
        var awake = new DateTimeOffset(moment.Date, TimeSpan.Zero).AddHours(dice.Next(0, 14)).AddMinutes(dice.Next(0, 60)).AddSeconds(dice.Next(0, 60));
        return awake < now ? awake : now.AddMinutes(-dice.Next(10, 120));
    }

    private static long Amount(IReadOnlyList<AmountModel> amounts, Random dice)
    {
        var left = dice.Next(amounts.Sum(amount => amount.Weight));
        return amounts.First(amount => (left -= amount.Weight) < 0).Minor;
    }

    /// <summary>Which of the funds open then; those that have closed since were loved more, so that one closes because it reached its goal.</summary>
    public FundSummary? Fund(IReadOnlyList<FundSummary> openThen, IReadOnlySet<Guid> openNow)
    {
        var weights = openThen.Select(fund => (Fund: fund, Weight: openNow.Contains(fund.Id) ? 1.0 + (fund.PresetsMinor.Count % 3 * 0.2) : 3.0)).ToList();
        var left = FundShare * weights.Sum(pair => pair.Weight);
        return weights.FirstOrDefault(pair => (left -= pair.Weight) < 0).Fund ?? (openThen.Count > 0 ? openThen[^1] : null);
    }
}
