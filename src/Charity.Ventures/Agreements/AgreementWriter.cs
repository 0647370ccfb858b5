using System.Globalization;
using System.Text;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Agreements;

/// <summary>Writes a project's agreement: the template with the project's own milestones, budget and instalments in it.</summary>
internal sealed class AgreementWriter(CharityDbContext db, ISettingsStore settings, IOrganisations organisations, ICharityProfile charity, IFunds funds)
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public async Task<AgreementTexts> WriteAsync(Project project, CancellationToken cancellationToken)
    {
        var template = (await settings.GetAsync<AgreementTemplate>(cancellationToken)).Text;
        var values = await ValuesAsync(project, cancellationToken);
        return new AgreementTexts(
            AgreementPlaceholders.Fill(template, name => values[name]),
            AgreementPlaceholders.Fill(template, name => AgreementPlaceholders.Personal.Contains(name) ? "（公开时隐去）" : values[name]));
    }

    private async Task<Dictionary<string, string>> ValuesAsync(Project project, CancellationToken cancellationToken)
    {
        var dossier = await organisations.DossierAsync(project.OrganisationId, cancellationToken) ?? throw new InvalidOperationException($"Project {project.Slug} has no organisation.");
        var call = await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Id == project.CallId, cancellationToken);
        var site = (await settings.GetAsync<SiteSettings>(cancellationToken)).Name.Zh;
        return new Dictionary<string, string>
        {
            [AgreementPlaceholders.Funder] = Inline((await charity.GetAsync(cancellationToken))?.Name.Zh ?? site),
            [AgreementPlaceholders.Organisation] = Inline(dossier.Organisation.Name.Zh),
            [AgreementPlaceholders.CreditCode] = Inline(dossier.Organisation.CreditCode),
            [AgreementPlaceholders.LegalRepresentative] = Inline(dossier.LegalRepresentative),
            [AgreementPlaceholders.Address] = Inline(dossier.Address),
            [AgreementPlaceholders.Call] = Inline(call?.Title.Zh ?? project.Title.Zh),
            [AgreementPlaceholders.Project] = Inline(project.Title.Zh),
            [AgreementPlaceholders.Number] = Inline(project.Slug),
            [AgreementPlaceholders.Summary] = Inline(project.Summary.Zh),
            [AgreementPlaceholders.From] = Day(project.RunsFrom),
            [AgreementPlaceholders.Until] = Day(project.RunsUntil),
            [AgreementPlaceholders.Award] = Money.Format(project.AwardedMinor, project.Currency, Chinese),
            [AgreementPlaceholders.AwardInWords] = ChineseNumerals.Capital(project.AwardedMinor),
            [AgreementPlaceholders.Sources] = await SourcesAsync(project, cancellationToken),
            [AgreementPlaceholders.Activities] = project.PlannedActivities.ToString(CultureInfo.InvariantCulture),
            [AgreementPlaceholders.People] = project.PlannedPeople.ToString(CultureInfo.InvariantCulture),
            [AgreementPlaceholders.Milestones] = Table(["时间", "完成事项", "成果证明"], project.Milestones.Select(milestone => new[] { Day(milestone.DueOn), milestone.Name, milestone.Evidence })),
            [AgreementPlaceholders.Budget] = Budget(project, call),
            [AgreementPlaceholders.Instalments] = Instalments(project),
            [AgreementPlaceholders.Reports] = project.ReportEveryMonths == 1 ? "每月" : $"每 {project.ReportEveryMonths.ToString(CultureInfo.InvariantCulture)} 个月",
        };
    }

    private async Task<string> SourcesAsync(Project project, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var source in project.Sources.Where(source => source.AmountMinor > 0))
        {
            var name = source.FundSlug is { } slug ? (await funds.FindAsync(slug, cancellationToken))?.Name.Zh ?? slug : source.Name?.Zh ?? "财政资金";
            names.Add($"{Inline(name)} {Money.Format(source.AmountMinor, project.Currency, Chinese)}");
        }

        return string.Join('、', names);
    }

    private static string Budget(Project project, Call? call)
    {
        string Head(string code) => call?.Design.Budget.Heads.FirstOrDefault(head => head.Code == code)?.Name.Zh ?? code;
        return Table(
            ["科目", "开支内容", "测算依据", "资助金额"],
            project.Budget.Select(line => new[] { Head(line.Head), line.Item, line.Basis, Money.Format(line.AskedMinor, project.Currency, Chinese) }));
    }

    private static string Instalments(Project project) => Table(
        ["期次", "比例", "金额", "拨付条件"],
        project.Instalments.Where(instalment => instalment.AmountMinor > 0).Select(instalment => new[]
        {
            instalment.Name.Zh, project.PercentOf(instalment).ToString("0.#", CultureInfo.InvariantCulture) + "%", Money.Format(instalment.AmountMinor, project.Currency, Chinese),
            string.Join('、', instalment.Conditions.Select(ConditionWords)),
        }));

    private static string ConditionWords(InstalmentCondition condition) => condition switch
    {
        InstalmentCondition.AgreementSigned => "协议签署生效",
        InstalmentCondition.MidTermPassed => "中期评估合格",
        InstalmentCondition.FinalPassed => "结项评估合格",
        InstalmentCondition.ReportsIn => "应交报告全部提交",
        InstalmentCondition.FindingsClosed => "查看发现的问题整改完毕",
        _ => throw new InvalidOperationException($"Unknown condition {condition}."),
    };

    private static string Table(string[] head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", head).Append(" |\n|").Append(string.Concat(Enumerable.Repeat(" --- |", head.Length)));
        var isEmpty = true;
        foreach (var row in rows)
        {
            isEmpty = false;
            text.Append("\n| ").AppendJoin(" | ", row.Select(Inline)).Append(" |");
        }

        return isEmpty ? "（无）" : text.ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>What people typed is text in the agreement, never its markup: on one line, with every sign of Markdown escaped.</summary>
    private static string Inline(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in PlainText.Clean(text))
        {
            escaped.Append(char.IsAscii(character) && char.IsPunctuation(character) || character is '|' or '<' or '>' or '`' or '~' or '^' or '+' or '=' or '$' ? $"\\{character}" : character.ToString());
        }

        return escaped.ToString();
    }
}
