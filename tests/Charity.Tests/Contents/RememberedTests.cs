using Charity.Contents.Items;
using Charity.Contents.Media;
using Charity.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charity.Tests.Contents;

/// <summary>The tables that every page asks, while the database does not answer.</summary>
[Collection(ContentTests.Name)]
public sealed class RememberedTests(ContentSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Value_AfterTheDatabaseIsGone_IsWhatWasReadLast(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var (scopes, clock) = (new Breakable(app.Site.Services), new HandMovedClock());
        var paths = new PublishedPaths(scopes, clock, NullLogger<PublishedPaths>.Instance);
        Assert.NotNull(paths.Value.Find("about"));

        scopes.IsBroken = true;
        clock.Move(TimeSpan.FromSeconds(6));
        Assert.NotNull(paths.Value.Find("about"));
        Assert.Equal(1, scopes.Failures);
        Assert.NotNull(paths.Value.Find("about"));
        Assert.Equal(1, scopes.Failures);

        paths.Forget();
        Assert.NotNull(paths.Value.Find("about"));
        Assert.Equal(2, scopes.Failures);
    }

    [Theory, OnEveryDatabase]
    public async Task Value_OnceTheDatabaseIsBack_IsReadAgain(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var (scopes, clock) = (new Breakable(app.Site.Services), new HandMovedClock());
        var paths = new PublishedPaths(scopes, clock, NullLogger<PublishedPaths>.Instance);
        Assert.NotNull(paths.Value);
        scopes.IsBroken = true;
        clock.Move(TimeSpan.FromSeconds(6));
        var path = Editor.NewPath();
        await (await Editor.OnAsync(app)).WriteAsync(path);
        Assert.Null(paths.Value.Find(path));

        scopes.IsBroken = false;
        clock.Move(TimeSpan.FromSeconds(6));

        Assert.NotNull(paths.Value.Find(path));
    }

    [Fact]
    public async Task Route_WhileNothingWasEverRead_MatchesNothing()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var scopes = new Breakable(app.Site.Services) { IsBroken = true };
        var constraint = new ContentRouteConstraint(new PublishedPaths(scopes, TimeProvider.System, NullLogger<PublishedPaths>.Instance));

        Assert.False(constraint.Match(null, null, "path", new RouteValueDictionary { ["path"] = "about" }, RouteDirection.IncomingRequest));

        scopes.IsBroken = false;
        Assert.True(constraint.Match(null, null, "path", new RouteValueDictionary { ["path"] = "about" }, RouteDirection.IncomingRequest));
    }

    [Fact]
    public async Task MediaTable_WhileNothingWasEverRead_SaysWhatIsWrong()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var table = new MediaTable(new Breakable(app.Site.Services) { IsBroken = true }, TimeProvider.System, NullLogger<MediaTable>.Instance);

        Assert.Throws<SqliteException>(() => table.Value);
    }

    private sealed class Breakable(IServiceProvider services) : IServiceScopeFactory
    {
        private const int CannotOpen = 14;

        public bool IsBroken { get; set; }

        public int Failures { get; private set; }

        public IServiceScope CreateScope()
        {
            if (IsBroken)
            {
                Failures++;
                throw new SqliteException("unable to open database file", CannotOpen);
            }

            return services.CreateScope();
        }
    }

    private sealed class HandMovedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Move(TimeSpan time) => _now += time.Ticks;
    }
}
