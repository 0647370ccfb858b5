using System.Globalization;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Charity.Tests.Architecture;

/// <summary>The audit trail speaks the reader's language: every audited thing, and every field of it, has a Chinese name.</summary>
public sealed class AuditTextsTests
{
    [Fact]
    public async Task Names_OfEverythingAudited_AreTranslated()
    {
        await using var app = await CharityApp.OpenAsync(DatabaseKind.Sqlite);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        var missing = await app.InScopeAsync(services =>
        {
            var texts = services.GetRequiredService<IStringLocalizer>();
            var audited = services.GetRequiredService<CharityDbContext>().Model.GetEntityTypes().Where(type => type.ClrType.IsDefined(typeof(AuditedAttribute), inherit: true)).ToList();
            Assert.NotEmpty(audited);
            return Task.FromResult(audited
                .SelectMany(type => type.GetProperties().Where(property => property.PropertyInfo is not null).Select(property => property.Name).Prepend(type.ClrType.Name))
                .Concat(AuditWords.Recorded)
                .Concat(["Added", "Changed", "Removed"])
                .Select(AuditWords.Spell)
                .Distinct()
                .Where(words => texts[words].ResourceNotFound)
                .Order(StringComparer.Ordinal)
                .ToList());
        });

        Assert.Empty(missing);
    }

    [Fact]
    public void Kinds_RecordedByName_CanBeChosenInTheFilter()
    {
        var recorded = Sources.Files("src", "*.cs")
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), @"[rR]ecord\((?:[^;""]*\? )?""(\w+)\.\w+""").Select(match => match.Groups[1].Value))
            .Distinct()
            .ToList();

        Assert.NotEmpty(recorded);
        Assert.Empty(recorded.Except(AuditWords.Recorded));
    }

    [Fact]
    public async Task Actions_RecordedByName_AreTranslated()
    {
        await using var app = await CharityApp.OpenAsync(DatabaseKind.Sqlite);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var actions = Sources.Files("src", "*.cs")
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), @"[rR]ecord\((?:[^;""]*\? )?""(\w+\.\w+)""").Select(match => match.Groups[1].Value))
            .Distinct();

        var english = await app.InScopeAsync(services =>
        {
            var texts = services.GetRequiredService<IStringLocalizer>();
            return Task.FromResult(actions.Where(action => AuditWords.Action(texts, action).Any(char.IsAsciiLetter)).ToList());
        });

        Assert.Empty(english);
    }

    [Fact]
    public async Task Names_OfModulesThatGivePermissions_AreTranslated()
    {
        await using var app = await CharityApp.OpenAsync(DatabaseKind.Sqlite);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        var english = await app.InScopeAsync(services =>
        {
            var texts = services.GetRequiredService<IStringLocalizer>();
            var modules = services.GetRequiredService<Charity.Platform.Modules.ModuleCatalog>().Modules;
            return Task.FromResult(services.GetServices<Charity.Platform.Security.IPermissionProvider>()
                .Select(provider => modules.First(module => module.Assembly == provider.GetType().Assembly).Manifest.Name)
                .Where(name => texts[name].ResourceNotFound)
                .ToList());
        });

        Assert.Empty(english);
    }

    [Theory]
    [InlineData("PublishedUtc", "Published")]
    [InlineData("GoalMinor", "Goal")]
    [InlineData("IsAnonymous", "Anonymous")]
    [InlineData("FundId", "Fund")]
    [InlineData("Id", "Id")]
    [InlineData("ContentItem", "Content item")]
    public void Spell_OfAName_GivesItsWords(string name, string words) => Assert.Equal(words, AuditWords.Spell(name));
}
