using System.Collections.Frozen;
using System.Text.Json;

namespace Charity.Platform.Calendars;

/// <summary>Counts working days (工作日), in which the law sets its deadlines.</summary>
public interface IWorkingDays
{
    /// <summary>The last day whose holidays are known; after it only weekends are off. Warn the administrator when it comes near.</summary>
    DateOnly KnownUntil { get; }

    /// <summary>Whether offices work on a day.</summary>
    bool IsWorkingDay(DateOnly day);

    /// <summary>
    /// The day that many working days later, not counting the first day itself: a Friday and one day give Monday. Negative days count backwards, none
    /// gives the same day, even a holiday.
    /// </summary>
    DateOnly Add(DateOnly from, int days);

    /// <summary>How many working days lie after <paramref name="from"/> up to and including <paramref name="until"/>; negative when it is earlier.</summary>
    int Between(DateOnly from, DateOnly until);
}

/// <summary>The calendar of mainland China. The holidays and make-up working days are data, <c>holidays.json</c>, with their source.</summary>
public sealed class WorkingDays : IWorkingDays
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private readonly FrozenSet<DateOnly> _off;
    private readonly FrozenSet<DateOnly> _working;

    /// <summary>Reads the arrangements that come with the program.</summary>
    public WorkingDays()
        : this(ReadEmbedded())
    {
    }

    internal WorkingDays(Arrangements arrangements)
    {
        _off = arrangements.Years.SelectMany(year => year.Off).SelectMany(holiday => holiday.Days()).ToFrozenSet();
        _working = arrangements.Years.SelectMany(year => year.Working).ToFrozenSet();
        KnownUntil = arrangements.Years.Select(year => new DateOnly(year.Year, 12, 31)).DefaultIfEmpty(DateOnly.MinValue).Max();
    }

    public DateOnly KnownUntil { get; }

    public bool IsWorkingDay(DateOnly day) =>
        _working.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_off.Contains(day));

    public DateOnly Add(DateOnly from, int days)
    {
        var day = from;
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(Math.Sign(days));
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    public int Between(DateOnly from, DateOnly until)
    {
        if (until < from)
        {
            return -Between(until, from);
        }

        var days = 0;
        for (var day = from; day < until;)
        {
            day = day.AddDays(1);
            days += IsWorkingDay(day) ? 1 : 0;
        }

        return days;
    }

    internal static Arrangements ReadEmbedded()
    {
        using var stream = typeof(WorkingDays).Assembly.GetManifestResourceStream("Charity.Platform.Calendars.holidays.json")
            ?? throw new InvalidOperationException("holidays.json is not embedded.");
        return JsonSerializer.Deserialize<Arrangements>(stream, Options) ?? throw new InvalidOperationException("holidays.json is empty.");
    }

    internal sealed record Arrangements(string Remark, IReadOnlyList<Arrangement> Years);

    internal sealed record Arrangement(int Year, string Source, IReadOnlyList<Holiday> Off, IReadOnlyList<DateOnly> Working);

    internal sealed record Holiday(string Name, DateOnly From, DateOnly To)
    {
        public IEnumerable<DateOnly> Days() => Enumerable.Range(0, To.DayNumber - From.DayNumber + 1).Select(From.AddDays);
    }
}
