namespace Charity.Platform.Settings;

/// <summary>The site's clock on the wall: days and hours in <see cref="SiteSettings.TimeZone"/>.</summary>
public sealed class SiteTime(ISettingsStore settings, TimeProvider clock)
{
    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(settings.Peek<SiteSettings>().TimeZone);

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    /// <summary>When a day begins.</summary>
    public DateTime Utc(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);

    public DateOnly Today => DayOf(clock.GetUtcNow().UtcDateTime);
}
