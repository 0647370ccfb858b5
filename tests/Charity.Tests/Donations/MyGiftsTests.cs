using System.Text.Json;
using System.Text.RegularExpressions;
using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Payments.Checkouts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>A resident's own gifts, and what is left of them after erasure.</summary>
[Collection(nameof(GiftSites))]
public sealed class MyGiftsTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Claim_GiftsOfOnesConfirmedAddress_ShowsThemWithSums(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var person = await app.OpenAccountAsync("许知行");
        var mine = await app.GiveAndPayAsync(amountMinor: 12_300, email: person.Email!.ToUpperInvariant());
        var foreign = await app.GiveAndPayAsync(email: "somebody@example.org");
        var visitor = await app.SignInAsync(person);

        var before = await visitor.GetAsync("/account");
        Assert.DoesNotContain(mine.ReceiptNumber!, before.Text(), StringComparison.Ordinal);
        var after = await visitor.SubmitAndFollowAsync(before, "form[action='/account/gifts/claim']");

        Assert.Contains(mine.ReceiptNumber!, after.Text(), StringComparison.Ordinal);
        Assert.Contains("¥123.00", after.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.ReceiptNumber!, after.Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Claim_WithAnUnconfirmedAddress_FindsNothing(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var person = await app.OpenAccountAsync("冒名", isConfirmed: false);
        var gift = await app.GiveAndPayAsync(email: person.Email);
        var summary = new UserSummary(person.Id, person.Email!, "冒名", EmailConfirmed: false, "zh-CN");

        var export = await app.InScopeAsync(services => Source(services).ExportAsync(summary, CancellationToken.None));

        Assert.Null(export);
        Assert.Null((await app.GiftAsync(gift.Id)).DonorId);
    }

    [Theory, OnEveryDatabase]
    public async Task Give_WhileSignedIn_BelongsToTheAccount(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var person = await app.OpenAccountAsync("登录者");
        var visitor = await app.SignInAsync(person);

        await visitor.SubmitAsync(await visitor.GetAsync("/funds/meiyuan/donate"), "form[data-once]", ("Own", "33"));

        var gift = Assert.Single(await app.GiftsAsync(found => found.DonorId == person.Id));
        Assert.Equal("登录者", gift.DonorName);
        Assert.Contains("¥33.00", (await visitor.GetAsync("/account")).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Export_OnesData_HoldsTheGifts(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var person = await app.OpenAccountAsync("导出者");
        var gift = await app.GiveAndPayAsync(email: person.Email, message: "给我一份");
        var summary = new UserSummary(person.Id, person.Email!, "导出者", EmailConfirmed: true, "zh-CN");

        var export = JsonSerializer.Serialize(await app.InScopeAsync(services => Source(services).ExportAsync(summary, CancellationToken.None)), Readable);

        Assert.Contains(gift.ReceiptNumber!, export, StringComparison.Ordinal);
        Assert.Contains("给我一份", export, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_APerson_KeepsTheBooksWhole(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var person = await app.OpenAccountAsync("忘记我");
        var gift = await app.GiveAndPayAsync("meiyuan", 4_200, name: "忘记我", email: person.Email, message: "请删除");
        var summary = new UserSummary(person.Id, person.Email!, "忘记我", EmailConfirmed: true, "zh-CN");

        var kept = await app.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(token => Source(services).EraseAsync(summary, token), CancellationToken.None));

        Assert.NotEmpty(kept);
        var erased = await app.GiftAsync(gift.Id);
        Assert.Equal(("", null, null, null, null, true), (erased.DonorName, erased.DonorEmail, erased.DonorEmailHash, erased.Message, erased.DonorId, erased.IsAnonymous));
        Assert.Equal((4_200, gift.ReceiptNumber, DonationProcess.Paid), (erased.AmountMinor, erased.ReceiptNumber, erased.State));
        Assert.Contains("爱心人士", (await app.Visit().GetAsync($"/donations/{gift.Token}/receipt")).Text(), StringComparison.Ordinal);
        await app.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_APersonWithOfflineGifts_ForgetsThemWhateverTheirStateAndForGood(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var person = await app.OpenAccountAsync("现金人");
        var summary = new UserSummary(person.Id, person.Email!, "现金人", EmailConfirmed: true, "zh-CN");
        var (waiting, declined, confirmed) = (await EnterAsync(app, "现金人", person.Email), await EnterAsync(app, "现金人", person.Email), await EnterAsync(app, "现金人", person.Email));
        Assert.Null((await app.SendAsync(new DeclineOfflineGift(declined, 0, "金额不符"))).Failure);
        Assert.Null((await app.SendAsync(new ConfirmOfflineGift(confirmed, 0))).Failure);

        var export = JsonSerializer.Serialize(await app.InScopeAsync(services => Source(services).ExportAsync(summary, CancellationToken.None)), Readable);
        Assert.All((Guid[])[waiting, declined], id => Assert.Contains(id.ToString(), export, StringComparison.Ordinal));

        await app.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(token => Source(services).EraseAsync(summary, token), CancellationToken.None));
        Assert.Null((await app.SendAsync(new ConfirmOfflineGift(waiting, 0))).Failure);

        Assert.All(await app.OfflineGiftsAsync(waiting, declined, confirmed), gift => Assert.Equal(("", null, null), (gift.DonorName, gift.DonorEmail, gift.DonorEmailHash)));
        var gift = Assert.Single(await app.GiftsAsync(gift => gift.FormId == waiting));
        Assert.Equal(("", null, true), (gift.DonorName, gift.DonorEmail, gift.IsAnonymous));
        Assert.NotNull(gift.ReceiptNumber);
        var trail = await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().Select(entry => entry.Before + entry.After).ToListAsync());
        Assert.DoesNotContain(trail, entry => Regex.Unescape(entry).Contains("现金人", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_OnesAccount_TakesTheAddressFromOrdersAndMails(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var person = await app.OpenAccountAsync("忘记地址", ["Resident"]);
        var paid = await app.GiveAndPayAsync(email: person.Email);
        var waived = await app.GiveAndPayAsync(email: person.Email, noReceipt: true);
        var open = await app.GiveAsync(email: person.Email);
        await app.OpenPageAsync(open);
        Assert.Equal(person.Email, await OrderedByAsync(app, open));
        Assert.Equal(2, (await app.MailsToAsync(person.Email!)).Count);
        var visitor = await app.SignInAsync(person);

        var done = await visitor.SubmitAsync(await visitor.OpenAsync("/account/privacy"), "form[action='/account/privacy/erase']", ("Confirmation", person.Email!), ("Password", People.Password));

        Assert.Contains("90 天", done.Text(), StringComparison.Ordinal);
        Assert.Null(await OrderedByAsync(app, open));
        Assert.StartsWith("erased:", Assert.Single(await app.MailsToAsync(person.Email!)).Key, StringComparison.Ordinal);
        Assert.All([.. await app.MailsAsync($"receipt:{paid.Id:D}"), .. await app.MailsAsync($"thanks:{waived.Id:D}")], mail => Assert.Equal(("", "", ""), (mail.To, mail.Subject, mail.Text)));

        // The order itself is as payable as before.
        Assert.Equal(DonationProcess.Paid, (await app.PayAsync(await app.GiftAsync(open.Id))).State);
    }

    private static Task<string?> OrderedByAsync(CharityApp app, Donation gift) => app.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<Checkout>().AsNoTracking().Where(checkout => checkout.Id == gift.CheckoutId).Select(checkout => checkout.Email).SingleAsync());

    private static async Task<Guid> EnterAsync(CharityApp app, string name, string? email)
    {
        var entered = await app.SendAsync(new EnterOfflineGift(
            Guid.CreateVersion7(), "meiyuan", GiftSource.Cash, new AmountParse(2_000, null), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), name, email, Anonymous: false,
            "甲", "乙", BankReference: null, NoReceipt: false));
        return entered.Value;
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IPersonalDataSource Source(IServiceProvider services) => services.GetServices<IPersonalDataSource>().Single(source => source.Section == "gifts");
}
