namespace Charity.Contents.Contracts;

/// <summary>Pictures and documents people uploaded or a recipe brought, served from <c>/media/</c> after their content was checked.</summary>
public interface IMedia
{
    /// <summary>The address of a file, with its version so that it can be kept for ever; for a missing file the address of a neutral picture.</summary>
    string Url(string path);

    Task<bool> ExistsAsync(string path, CancellationToken cancellationToken);
}
