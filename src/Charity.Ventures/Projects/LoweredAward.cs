using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Ventures.Projects;

/// <param name="Parts">What each source gives to it then, in the order of the sources; they make its amount.</param>
internal sealed record LoweredInstalment(Instalment Instalment, IReadOnlyList<long> Parts)
{
    public long AmountMinor => Parts.Sum();
}

/// <summary>
/// What an award would be without a part of it. The last of the instalments that nobody has asked for is lowered first; what is asked for or paid
/// stays. Each source gives less by what it would have given to them, so that to the cent instalments and sources make the award as before.
/// </summary>
/// <param name="Instalments">All of them, by number.</param>
/// <param name="BackMinor">What each source gets back, in the order of the sources.</param>
internal sealed record LoweredAward(long AwardedMinor, IReadOnlyList<LoweredInstalment> Instalments, IReadOnlyList<long> BackMinor)
{
    /// <returns>Or that there is not so much left to give up, with the most that can be.</returns>
    public static Result<LoweredAward> Of(Project project, long lessMinor)
    {
        var most = MostOf(project);
        if (lessMinor > most)
        {
            return Failure.Conflict("less_not_covered", "At most {0} can be given up: what has neither been paid nor been asked for.", Money.Format(most, project.Currency));
        }

        if (lessMinor >= project.AwardedMinor)
        {
            return Failure.Conflict("less_is_everything", "That is the whole award. Ask the bureau to terminate the project instead.");
        }

        var (left, before) = (lessMinor, ProjectMoney.PartsOf(project));
        var lowered = new List<LoweredInstalment>();
        foreach (var (instalment, parts) in project.Instalments.OrderBy(instalment => instalment.Number).Zip(before).Reverse())
        {
            var less = instalment.IsUnasked ? Math.Min(left, instalment.AmountMinor) : 0;
            left -= less;
            lowered.Insert(0, new LoweredInstalment(instalment, Shrink(parts, instalment.AmountMinor - less)));
        }

        var back = Enumerable.Range(0, project.Sources.Count).Select(source => before.Zip(lowered, (old, now) => old[source] - now.Parts[source]).Sum());
        return new LoweredAward(project.AwardedMinor - lessMinor, lowered, [.. back]);
    }

    /// <summary>The most that can be given up.</summary>
    public static long MostOf(Project project) => project.Instalments.Where(instalment => instalment.IsUnasked).Sum(instalment => instalment.AmountMinor);

    /// <summary>Brings parts to a smaller sum in their shares; the odd cents stay where most was cut off. No part grows.</summary>
    internal static IReadOnlyList<long> Shrink(IReadOnlyList<long> parts, long toMinor)
    {
        var from = parts.Sum();
        if (from == toMinor)
        {
            return parts;
        }

        var shares = parts.Select((part, index) => (Index: index, Whole: (long)((Int128)part * toMinor / from), CutOff: (long)((Int128)part * toMinor % from))).ToList();
        var odd = shares.OrderByDescending(share => share.CutOff).ThenBy(share => share.Index).Take((int)(toMinor - shares.Sum(share => share.Whole))).Select(share => share.Index).ToHashSet();
        return [.. shares.Select(share => share.Whole + (odd.Contains(share.Index) ? 1 : 0))];
    }
}
