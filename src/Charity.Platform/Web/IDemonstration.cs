namespace Charity.Platform.Web;

/// <summary>Tells the layouts to say on every page that no real money moves here.</summary>
public interface IDemonstration
{
    bool IsOn { get; }
}

/// <summary>The usual case: this site is real.</summary>
internal sealed class NoDemonstration : IDemonstration
{
    public bool IsOn => false;
}
