using Charity.Platform.Text;

namespace Charity.Funds.Contracts;

/// <summary>One line of a motion's budget; the lines make its sum.</summary>
public sealed record MotionLine(LocalizedText Text, long AmountMinor);

/// <summary>Who is to be paid, where the motion says so already.</summary>
/// <param name="Number">The account's digits in full: for the bank's file alone, never to be shown or logged.</param>
/// <param name="Fingerprint">Made of the number with the site's key, in hexadecimal: equal numbers have equal ones.</param>
public sealed record MotionPayee(string Name, string BankName, string Number, string Fingerprint);

/// <summary>A motion (动议) as whoever pays by it needs it.</summary>
/// <param name="Code"><c>2026-03</c>, with the fund's slug unique; empty for a draft.</param>
/// <param name="Purpose">The purpose of the fund or its campaign plan that it serves, in the words of the day it was moved.</param>
/// <param name="AmountMinor">The most that may be paid by it, in all payments together.</param>
/// <param name="PassedOn">The day of the vote; null unless it passed.</param>
/// <param name="Payee">Null when the motion leaves it open.</param>
/// <param name="MovedById">The account that brought the motion in for its mover; null for the system.</param>
/// <param name="RecordedById">The account that recorded the vote, never that of <paramref name="MovedById"/>; empty before the vote.</param>
public sealed record MotionSummary(
    Guid Id, string Code, string FundSlug, LocalizedText Title, LocalizedText? Purpose, long AmountMinor, string Currency, bool IsPassed, DateOnly? PassedOn, MotionPayee? Payee,
    IReadOnlyList<MotionLine> Lines, Guid? MovedById, Guid RecordedById);

/// <summary>The motions by which a fund's money is spent. A motion that passed never changes.</summary>
public interface IFundMotions
{
    /// <summary>Null when there is no such motion.</summary>
    Task<MotionSummary?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What a fund's committee and residents have passed, newest first.</summary>
    Task<IReadOnlyList<MotionSummary>> PassedOfAsync(string fundSlug, CancellationToken cancellationToken);

    /// <summary>The motion, holding the lock <c>motion:{id}</c> until the transaction ends: of two who ask for its money at once, the second sees what the first asked for.</summary>
    /// <exception cref="InvalidOperationException">There is no open transaction.</exception>
    Task<MotionSummary?> TakeAsync(Guid id, CancellationToken cancellationToken);
}
