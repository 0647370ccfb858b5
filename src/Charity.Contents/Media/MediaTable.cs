using System.Collections.Frozen;
using Charity.Contents.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Contents.Media;

internal sealed record KnownFile(string Path, string ContentType, string Sha256, LocalizedText? AlternativeText)
{
    /// <summary>Changes with the content, so that browsers may keep what they have for ever.</summary>
    public string Tag => Sha256[..8];
}

/// <summary>All files by path, in memory.</summary>
internal sealed class MediaTable(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MediaTable> logger)
    : Remembered<FrozenDictionary<string, KnownFile>>(scopes, clock, logger)
{
    protected override FrozenDictionary<string, KnownFile> Read(CharityDbContext db) => db.Set<MediaFile>()
        .Select(file => new KnownFile(file.Path, file.ContentType, file.Sha256, file.AlternativeText))
        .ToList()
        .ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
}

internal sealed class MediaUrls(MediaTable table) : IMedia
{
    private const string Neutral = "/Lakeside/img/cover-neighbours.svg";

    public string Url(string path) => table.Value.TryGetValue(path, out var file) ? $"{MediaPath.ToUrl(path)}?v={file.Tag}" : Neutral;

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => Task.FromResult(table.Value.ContainsKey(path));
}
