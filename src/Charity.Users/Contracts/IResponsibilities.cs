using Charity.Platform.Text;

namespace Charity.Users.Contracts;

public enum ResponsibilityKind
{
    Area,
    Fund,
}

/// <summary>Something that can be entrusted to a member of staff.</summary>
/// <param name="Code">As <see cref="UserScopes"/> holds it: an area's code or a fund's slug.</param>
/// <param name="Depth">How deep it lies below others in the list, 0 for the uppermost.</param>
public sealed record Responsibility(string Code, LocalizedText Name, int Depth);

/// <summary>What can be entrusted to somebody, told by the module that keeps it: this module keeps the people and knows neither areas nor funds.</summary>
public interface IResponsibilities
{
    ResponsibilityKind Kind { get; }

    /// <summary>In the order in which people look for them; what lies below something comes right after it.</summary>
    ValueTask<IReadOnlyList<Responsibility>> AllAsync(CancellationToken cancellationToken);
}
