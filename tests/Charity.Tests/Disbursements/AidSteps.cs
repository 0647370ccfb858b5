using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;
using Charity.Disbursements.Aid;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>A row as somebody types it; invented and right unless a test says otherwise.</summary>
internal sealed record AidPerson(string Name, string Identity, string Bank, string Card, string Amount, string Area = "", string Remark = "")
{
    public static AidPerson Of(int number, string amount = "500.00", string area = "") =>
        new(InventedPeople.Name(number), InventedPeople.Identity(number), InventedPeople.Bank(number), InventedPeople.Card(number), amount, area);
}

/// <param name="Fund">The fund that pays.</param>
internal sealed record AidPlace(string Slug, string Fund);

/// <summary>What tests do with lists of aid, in their words.</summary>
internal static class AidSteps
{
    public const string Headings = "序号,姓名,身份证号,开户行,银行卡号,金额（元）,所属街道/社区,备注";

    /// <summary>A programme whose fund has so much money.</summary>
    public static async Task<AidPlace> MakeAidProgrammeAsync(this CharityApp site, long availableMinor = 100_000_00, string limit = "5000", bool allowsRepeats = false)
    {
        var fund = await site.MakeFundAsync();
        var slug = $"aid-{Guid.NewGuid():N}"[..16];
        await site.InUnitAsync(async services =>
        {
            var ledger = services.GetRequiredService<ILedger>();
            CallSteps.Demand(await ledger.OpenAccountsAsync([new AccountDraft(AccountCodes.Clearing("test"), AccountType.Asset, Money.Yuan, "Clearing")], CancellationToken.None));
            Assert.Null((await ledger.PostAsync(
                [new EntryDraft(Guid.CreateVersion7(), EntryKinds.Match, "match:test", services.GetRequiredService<SiteTime>().Today, [new PostingDraft(AccountCodes.Clearing("test"), AccountCodes.FundAvailable(fund), availableMinor)])],
                CancellationToken.None)).Failure);
            return true;
        });
        CallSteps.Demand(await site.SendAsync(new KeepAidProgramme
        {
            Slug = slug, IsNew = true, Name = new TypedText { Zh = $"测试救助{slug}", En = $"Test aid {slug}" }, Fund = fund, Limit = limit, AllowsRepeats = allowsRepeats,
        }));
        return new AidPlace(slug, fund);
    }

    public static async Task<Visitor> SignInAidOfficerAsync(this CharityApp site) => await site.SignInAsync(await site.OpenAccountAsync("救助专员", ["AidOfficer"]));

    public static byte[] Csv(params IEnumerable<AidPerson> people)
    {
        var text = new StringBuilder(Headings);
        foreach (var (index, person) in people.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\n{index + 1},{Quoted(person.Name)},{Quoted(person.Identity)},{Quoted(person.Bank)},{Quoted(person.Card)},{Quoted(person.Amount)},{Quoted(person.Area)},{Quoted(person.Remark)}");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static async Task<byte[]> XlsxAsync(params IEnumerable<AidPerson> people)
    {
        using var file = new MemoryStream();
        await XlsxTable.WriteAsync(
            file,
            Table.From("名单", people.Index()).Number("序号", row => row.Index + 1).Text("姓名", row => row.Item.Name).Text("身份证号", row => row.Item.Identity).Text("开户行", row => row.Item.Bank)
                .Text("银行卡号", row => row.Item.Card).Text("金额", row => row.Item.Amount).Text("所属街道/社区", row => row.Item.Area).Text("备注", row => row.Item.Remark),
            CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>Sends a list on the page, for the present period.</summary>
    public static async Task<IHtmlDocument> ImportAsync(this Visitor officer, AidPlace place, byte[] file, int people, string sum, string fileName = "名单.csv", int period = 0)
    {
        var page = await officer.OpenAsync($"/manage/aid/{place.Slug}");
        var form = page.QuerySelector("form[action$='/lists']") ?? throw new InvalidOperationException($"No form on \"{page.Title}\".");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(form.QuerySelectorAll("[name=Period] option")[period].GetAttribute("value")!), "Period" },
            { new StringContent(people.ToString(CultureInfo.InvariantCulture)), "People" },
            { new StringContent(sum), "Sum" },
            { new ByteArrayContent(file), "File", fileName },
        };
        return await officer.PostAsync(form.GetAttribute("action")!, content);
    }

    public static Task<List<AidList>> ListsOfAsync(this CharityApp site, AidPlace place) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var programme = await db.Set<AidProgramme>().SingleAsync(programme => programme.Slug == place.Slug);
        return await db.Set<AidList>().AsNoTracking().Include(list => list.Areas).Where(list => list.ProgrammeId == programme.Id).OrderBy(list => list.Number).ToListAsync();
    });

    public static Task<List<AidRecipient>> RecipientsOfAsync(this CharityApp site, AidList list) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<AidRecipient>().AsNoTracking().Where(recipient => recipient.ListId == list.Id).OrderBy(recipient => recipient.Number).ToListAsync());

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
