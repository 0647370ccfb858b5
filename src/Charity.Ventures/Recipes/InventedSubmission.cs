using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;

namespace Charity.Ventures.Recipes;

/// <summary>
/// Throws the same numbers for the same submission every time, so that a demonstration is always the same one (the finisher of MurmurHash3).
/// </summary>
internal readonly record struct Dice(int Seed)
{
    /// <returns>0 to one less than <paramref name="sides"/>.</returns>
    public int Throw(int salt, int sides)
    {
        unchecked
        {
            var hash = ((uint)Seed * 0x9E3779B1) ^ ((uint)(salt + 1) * 0x85EBCA77);
            hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
            return (int)((hash ^ (hash >> 16)) % (uint)sides);
        }
    }

    public T Of<T>(int salt, IReadOnlyList<T> items) => items[Throw(salt, items.Count)];
}

/// <summary>Writes a submission on the usual form from building blocks; its budget keeps to the usual limits.</summary>
internal sealed record InventedSubmission(string Title, FormAnswers Answers, long AskedMinor)
{
    /// <param name="place">Counts the topic's submissions within the call: titles and places are gone through in turn.</param>
    public static InventedSubmission Write(TopicModel topic, int place, Area area, OrganisationDossier applicant, IReadOnlyList<TaskModel> tasks, CallDesign design, Dice dice)
    {
        var sessions = 12 + (2 * dice.Throw(1, 13));
        var people = sessions * (12 + dice.Throw(2, 20));
        string Fill(string text) => text
            .Replace("{place}", area.Name.Zh, StringComparison.Ordinal).Replace("{who}", dice.Of(3, topic.Beneficiaries), StringComparison.Ordinal)
            .Replace("{people}", Number(people), StringComparison.Ordinal).Replace("{sessions}", Number(sessions), StringComparison.Ordinal)
            .Replace("{share}", Number(35 + dice.Throw(4, 50)), StringComparison.Ordinal);

        var title = area.Name.Zh + topic.Titles[place % topic.Titles.Count];
        var budget = BudgetOf(topic, sessions, design.Money.ProjectCapMinor ?? 5_000_000, dice);
        return new InventedSubmission(
            title,
            FormAnswers.Of(
            [
                Text("summary", Fill($"{dice.Of(5, topic.Needs)}{dice.Of(6, topic.Results)}")),
                Rows("fields", [[topic.Code]]),
                Rows("areas", [[area.Code]]),
                Text("beneficiaries", dice.Of(3, topic.Beneficiaries)),
                Text("people", Number(people)),
                Text("sessions", Number(sessions)),
                Text("need", Fill($"{dice.Of(5, topic.Needs)}\n\n{dice.Of(7, topic.Needs)}")),
                Text("plan", Fill(string.Join("\n\n", topic.Plans.Skip(dice.Throw(8, 2)).Take(3)))),
                Rows("schedule", Schedule(topic, design.Timetable, sessions, dice)),
                Text("outcome", Fill(string.Join("\n\n", topic.Results.Take(2 + dice.Throw(9, 2))))),
                Text("risks", Fill(dice.Of(10, topic.Risks))),
                Rows("team", Team(applicant, tasks, dice)),
                Text("experience", applicant.PastProjects is [var past, ..] ? $"{past.Year}年承接{past.Funder}“{past.Title}”，评价：{past.Mark}。" : string.Empty),
                Rows("budget", budget),
            ]),
            Budget.Of(budget, design.Money.Currency).AskedMinor);
    }

    /// <summary>Activities at their price, staff at about a third, administration and taxes under a tenth.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> BudgetOf(TopicModel topic, int sessions, long capMinor, Dice dice)
    {
        var most = (int)(capMinor / 100);
        var whole = (int)(most * (0.62m + (0.01m * dice.Throw(20, 38)))) / 100 * 100;
        var staff = whole * (26 + dice.Throw(21, 9)) / 100 / 100 * 100;
        var administration = whole * (3 + dice.Throw(22, 5)) / 100 / 10 * 10;
        var tax = whole * 3 / 100 / 10 * 10;
        var item = dice.Of(23, topic.Activities);
        var held = Math.Min(sessions, Math.Max(1, (whole - staff - administration - tax) * 2 / 3 / item.Yuan));
        var others = topic.Activities[(topic.Activities.ToList().IndexOf(item) + 1) % topic.Activities.Count];
        var rest = whole - staff - administration - tax - (held * item.Yuan);
        var own = dice.Throw(24, 3) == 0 ? rest / 4 / 100 * 100 : 0;
        return
        [
            ["activities", item.Name, $"{held} 场 × {item.Yuan} 元", Number(held * item.Yuan), string.Empty],
            ["activities", others.Name, "按计划场次据实列支", Number(rest + own), own > 0 ? Number(own) : string.Empty],
            ["staff", "项目社工补贴", "按月发放，含社会保险", Number(staff), string.Empty],
            ["administration", "办公与通讯分摊", "按项目占比分摊", Number(administration), string.Empty],
            ["tax", "税费", "按 3% 预估", Number(tax), string.Empty],
        ];
    }

    /// <summary>From the first day to the last: a sixth to prepare, a quarter to conclude.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> Schedule(TopicModel topic, CallTimetable days, int sessions, Dice dice)
    {
        var (from, until) = (days.RunsFrom!.Value, days.RunsUntil!.Value);
        string Month(int twelfths) => from.AddDays((until.DayNumber - from.DayNumber) * twelfths / 12).ToString("yyyy年M月", CultureInfo.InvariantCulture);
        return
        [
            [$"{Month(0)}—{Month(2)}", "走访摸底，招募服务对象和志愿者", "服务对象名册、志愿者名册"],
            [$"{Month(2)}—{Month(9)}", $"开展{dice.Of(23, topic.Activities).Name}", $"完成 {sessions * 2 / 3} 场活动"],
            [$"{Month(9)}—{Month(12)}", "总结经验，培育居民骨干接手", $"完成其余 {sessions - (sessions * 2 / 3)} 场活动，形成案例"],
        ];
    }

    private static IReadOnlyList<IReadOnlyList<string>> Team(OrganisationDossier applicant, IReadOnlyList<TaskModel> tasks, Dice dice)
    {
        var own = applicant.Team.Take(2).Select((member, index) => (string[])[member.Name, index == 0 ? "项目负责人" : member.Role, member.LicenceNumber]);
        var others = Enumerable.Range(0, 2 + dice.Throw(30, 2)).Select(index => tasks[(dice.Throw(31, tasks.Count) + index) % tasks.Count]).Select(task => (string[])[task.Name, task.Task, task.Qualification]);
        return [.. own.Concat(others)];
    }

    private static KeyValuePair<string, IReadOnlyList<IReadOnlyList<string>>> Text(string code, string text) => Rows(code, [[text]]);

    private static KeyValuePair<string, IReadOnlyList<IReadOnlyList<string>>> Rows(string code, IReadOnlyList<IReadOnlyList<string>> rows) => KeyValuePair.Create(code, rows);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
