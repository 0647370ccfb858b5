using System.Globalization;
using Charity.Platform.Localization;
using Charity.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Decisions;

/// <summary>What the minutes say of the meeting itself.</summary>
/// <param name="Revision">Of the decisions; makes minutes that were taken back and written again differ.</param>
internal sealed record Meeting(DateOnly HeldOn, string Place, string Present, string Remarks, int Revision);

/// <summary>Writes the minutes of a round as one Chinese text, a line feed after every line, to be hashed and signed.</summary>
internal static class MinutesText
{
    public static string Write(Board board, Selection selection, Meeting meeting, IStringLocalizer texts)
    {
        using var _ = ReadersCulture.Use("zh-CN");
        var lines = new List<string>
        {
            board.Round == SelectionRound.Written ? texts["Minutes: who is invited to the defence"] : texts["Minutes: projects to be awarded"],
            board.Call.Title.Zh,
            texts["Held on {0}", DayWords.Of(meeting.HeldOn)],
        };
        if (meeting.Place.Length > 0)
        {
            lines.Add(texts["Place: {0}", meeting.Place]);
        }

        lines.Add(texts["Present: {0}", meeting.Present.Replace("\n", "、", StringComparison.Ordinal)]);
        lines.AddRange(Line(board, selection, texts));
        foreach (var outcome in board.Outcomes)
        {
            var rows = board.Open.Where(candidate => selection.Find(candidate.Id)?.Outcome == outcome).ToList();
            lines.Add(texts["{0}: {1}", texts[DecisionWords.Of(outcome)], rows.Count]);
            lines.AddRange(rows.Select(candidate => Row(board, selection.Find(candidate.Id)!, candidate, texts)));
        }

        if (meeting.Remarks.Length > 0)
        {
            lines.Add(texts["Remarks: {0}", meeting.Remarks]);
        }

        lines.Add(texts["Version {0} of the decisions", meeting.Revision]);
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Line(Board board, Selection selection, IStringLocalizer texts)
    {
        if (board.Round == SelectionRound.Written)
        {
            yield break;
        }

        var chosen = selection.Rows.Where(row => row.Outcome == DecisionOutcome.Choose).Sum(row => row.AmountMinor);
        yield return texts["Money: {0}, of it given out {1}", Money.Format(board.Money.LeftMinor, board.Currency), Money.Format(chosen, board.Currency)];
        yield return texts["Pass mark: {0} points", board.Call.Design.Review.PassMark];
        if (selection.Line.MostPerArea is { } most)
        {
            yield return texts["At most {0} projects in one area", most];
        }
    }

    private static string Row(Board board, SelectionRow row, Candidate candidate, IStringLocalizer texts) => string.Join(
        '\t',
        texts["rank {0}", candidate.Rank?.ToString(CultureInfo.InvariantCulture) ?? "–"],
        texts["number {0}", candidate.Submission.Number ?? 0],
        candidate.Submission.Title,
        candidate.Organisation?.Name.Zh ?? string.Empty,
        texts["{0} points", candidate.Final?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–"],
        row.AmountMinor > 0 ? Money.Format(row.AmountMinor, board.Currency) : "–",
        PlainText.Clean(row.Note));
}

/// <summary>English words, keys of their translations.</summary>
internal static class DecisionWords
{
    public static string Of(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Undecided => "Undecided",
        DecisionOutcome.Choose => "Choose for award",
        DecisionOutcome.Reserve => "Reserve list",
        DecisionOutcome.Decline => "Do not choose",
        DecisionOutcome.Invite => "Invite to the defence",
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    public static string Of(SelectionRound round) => round == SelectionRound.Written ? "After the written review" : "Final decision";
}
