namespace Charity.Platform.Navigation;

/// <summary>A place of a person's own that not everybody has; the account's pages lead to it.</summary>
/// <param name="Text">English text, the key of its translation.</param>
public sealed record OwnPlace(string Text, string Url);

/// <summary>A module's places of a person's own, by who the person is.</summary>
public interface IOwnPlaces
{
    ValueTask<IReadOnlyList<OwnPlace>> OfAsync(Guid person, CancellationToken cancellationToken);
}
