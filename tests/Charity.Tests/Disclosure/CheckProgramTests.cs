using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using AngleSharp.Dom;
using Charity.Tests.Support;

namespace Charity.Tests.Disclosure;

/// <summary>The program that visitors download, run as they run it.</summary>
public sealed class CheckProgramTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task CheckProgram_OnTheBooks_FindsThatEveryEntryFits(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        var gift = await books.GiftAsync("meiyuan", 12_345, reference: "donation:中文 \"&");
        await books.ReverseAsync(gift, "Entered by mistake: 误记");

        var (exitCode, output) = await RunAsync(app, gift.Number.ToString(CultureInfo.InvariantCulture), gift.Hash);

        Assert.Equal((0, true), (exitCode, output.Contains("entries fit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CheckProgram_WithAFingerprintThatWasOnceKept_NoticesThatTheEntryIsAnother()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var gift = await new PublicBooks(app).GiftAsync("meiyuan", 12_345);

        var (exitCode, output) = await RunAsync(app, gift.Number.ToString(CultureInfo.InvariantCulture), new string('a', 64));

        Assert.Contains($"Entry {gift.Number} is not the one you kept", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task CheckPage_ForVisitors_NamesTheNewestEntry()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var gift = await new PublicBooks(app).GiftAsync("meiyuan", 12_345);

        var page = await app.Visit().GetAsync($"/transparency/check?fresh={gift.Number}");

        Assert.Contains(gift.Hash, page.QuerySelector("code.hash")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(CharityApp app, params string[] kept)
    {
        var program = Path.Combine(PreparedSites.TemporaryDirectory(), "check-books.py");
        await File.WriteAllTextAsync(program, await app.Visit().Http.GetStringAsync("/Charity.Disclosure/check-books.py"));
        using var python = Start(program, [app.Address.ToString(), .. kept]);
        Assert.SkipWhen(python is null, "Python 3 is not installed.");
        var output = python!.StandardOutput.ReadToEndAsync();
        var errors = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();
        return (python.ExitCode, await output + errors);
    }

    private static Process? Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
