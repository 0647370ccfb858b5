using Charity.Platform.Text;
using Charity.Ventures.Calls;

namespace Charity.Ventures.Decisions;

/// <summary>What one source of a call's money gives to one project.</summary>
/// <param name="FundSlug">A community fund of this site; null for public money.</param>
/// <param name="Name">Who gives public money; null for a fund.</param>
internal sealed record AwardPart(string? FundSlug, LocalizedText? Name, long AmountMinor)
{
    /// <summary>What it has in common with its source.</summary>
    public string Source => KeyOf(FundSlug, Name);

    public static string KeyOf(string? fundSlug, LocalizedText? name) => fundSlug is null ? $"public:{name?.Zh}" : $"fund:{fundSlug}";
}

/// <summary>A call's money by its sources, and what is given of it: no source gives more than it has.</summary>
internal sealed class AwardMoney
{
    private readonly List<(MoneySource Source, string Key)> _sources;
    private readonly Dictionary<string, long> _left;

    /// <param name="held">What is promised already: on notice or awarded.</param>
    public AwardMoney(CallMoney money, IEnumerable<AwardPart> held)
    {
        _sources = [.. money.Sources.Select(source => (source, AwardPart.KeyOf(source.FundSlug, source.Name))).DistinctBy(source => source.Item2)];
        _left = money.Sources.GroupBy(source => AwardPart.KeyOf(source.FundSlug, source.Name)).ToDictionary(group => group.Key, group => group.Sum(source => source.AmountMinor), StringComparer.Ordinal);
        foreach (var part in held)
        {
            _left[part.Source] = _left.GetValueOrDefault(part.Source) - part.AmountMinor;
        }
    }

    /// <summary>What there still is; a source that was promised beyond what it has by now lowers it.</summary>
    public long LeftMinor => _left.Values.Sum();

    /// <summary>Whether every source still has what is promised of it.</summary>
    public bool IsSound => _left.Values.All(left => left >= 0);

    /// <summary>Takes an amount from the sources in the call's order, from several where one does not reach.</summary>
    /// <returns>Null, and nothing taken, when there is not so much.</returns>
    public IReadOnlyList<AwardPart>? Take(long amountMinor)
    {
        if (amountMinor <= 0 || _left.Values.Where(left => left > 0).Sum() < amountMinor)
        {
            return null;
        }

        var parts = new List<AwardPart>();
        foreach (var (source, key) in _sources)
        {
            if (Math.Min(_left[key], amountMinor) is > 0 and var taken)
            {
                parts.Add(new AwardPart(source.FundSlug, source.Name, taken));
                _left[key] -= taken;
                amountMinor -= taken;
            }
        }

        return parts;
    }
}
