using System.Text.Json;
using Charity.Platform.Identifiers;
using Charity.Tests.Support;

namespace Charity.Tests.Platform.Identifiers;

/// <summary>Checks the identifiers against vectors kept outside the repository; without the file the test is skipped.</summary>
public sealed class IdentifierVectors
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public async Task Check_SharedVectors_Agree()
    {
        await using var file = File.OpenRead(SharedFile.Find("identifiers.json"));
        using var vectors = await JsonDocument.ParseAsync(file, cancellationToken: TestContext.Current.CancellationToken);

        AssertAll(vectors, "unifiedSocialCreditCode", UnifiedSocialCreditCode.Check);
        AssertAll(vectors, "residentIdentity", number => ResidentIdentityNumber.Check(number, Today));
        AssertAll(vectors, "bankCard", BankCardNumber.Check);
    }

    private static void AssertAll(JsonDocument vectors, string identifier, Func<string?, IdentifierCheck> check)
    {
        var group = vectors.RootElement.GetProperty(identifier);
        Assert.NotEqual(0, group.GetProperty("valid").GetArrayLength());
        Assert.All(group.GetProperty("valid").EnumerateArray(), vector => Assert.Null(check(vector.GetString()).Problem));
        if (group.TryGetProperty("invalid", out var invalid))
        {
            Assert.All(invalid.EnumerateArray(), vector => Assert.NotNull(check(vector.GetString()).Problem));
        }
    }
}
