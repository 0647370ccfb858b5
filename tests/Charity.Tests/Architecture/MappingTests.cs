using AutoMapper;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Architecture;

/// <summary>Every read model's mapping is complete.</summary>
public sealed class MappingTests
{
    [Fact]
    public async Task Mappings_OfEveryModule_AreValid()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var directory = PreparedSites.TemporaryDirectory();
        await using (var site = CharityApp.Build(database, directory, "blank"))
        {
            site.Services.GetRequiredService<IMapper>().ConfigurationProvider.AssertConfigurationIsValid();
        }

        Directory.Delete(directory, recursive: true);
    }
}
