using System.Net;
using System.Security.Cryptography;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Security;

/// <summary>Several nodes share the database and the master key and nothing else: what one has sealed the others open.</summary>
public sealed class SecondNodeTests
{
    [Theory, OnEveryDatabase]
    public async Task Session_OpenedOnOneNode_IsGoodOnAnother(DatabaseKind database)
    {
        await using var first = await CharityApp.StartAsync(database);
        var visitor = await first.SignInAsync("resident");
        var form = await visitor.OpenAsync("/account/profile");
        await using var second = await StartSecondAsync(first);

        var elsewhere = second.Visit();
        elsewhere.Cookies.Add(visitor.Cookies.GetAllCookies());
        await elsewhere.GetAsync("/account/profile");
        Assert.Equal(HttpStatusCode.OK, elsewhere.Status);
        await elsewhere.SubmitAsync(form, "form:has(#Name)", ("Name", "沈小荷二"));
        Assert.Equal(HttpStatusCode.Found, elsewhere.Status); // the form's token was good too

        var stranger = second.Visit();
        await stranger.GetAsync("/account/profile");
        Assert.StartsWith("/account/sign-in", new Uri(second.Address, stranger.Location).AbsolutePath, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Keys_InTheDatabase_AreSealed(DatabaseKind database)
    {
        await using var site = await CharityApp.OpenAsync(database);
        var protector = site.Site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        var sealedText = protector.Protect("secret");

        var keys = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().DataProtectionKeys.Select(key => key.Xml!).ToListAsync());
        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            Assert.Contains("encryptedSecret", key, StringComparison.Ordinal);
            Assert.Contains("<sealed", key, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", key, StringComparison.OrdinalIgnoreCase);
        });

        await using var second = site.Again();
        Assert.Equal("secret", second.Site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(sealedText));
        await using var stranger = CharityApp.Build(site.Database, site.DataDirectory, "blank", null, ("Security:MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        Assert.ThrowsAny<CryptographicException>(() => stranger.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(sealedText));
    }

    private static Task<CharityApp> StartSecondAsync(CharityApp first) => CharityApp.StartOnAsync(first.Database, Directory.CreateDirectory(Path.Combine(first.DataDirectory, "second")).FullName, ownsData: false);
}
