using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;

namespace Charity.Platform.Audit;

/// <summary>Audit rows in the reader's words: they keep the names of the code, which stay the same for ever.</summary>
public static class AuditWords
{
    /// <summary>What modules record by name, beside the changes of audited rows: the part of an action before its dot.</summary>
    public static readonly IReadOnlyList<string> Recorded = ["SignIn", "Password", "User", "PersonalData", "Gifts", "GiftMessage", "Receipt", "Ledger", "PaymentEvent", "PaymentBatch", "Defence"];

    /// <summary>Who acted; the site's own workers are "the system".</summary>
    public static string Actor(IStringLocalizer texts, string? name) =>
        name is null ? string.Empty : name.StartsWith("system:", StringComparison.Ordinal) ? texts["the system"] : name;

    /// <summary><c>ContentItem.Added</c> reads "Content item: Added" unless the action as a whole has a text.</summary>
    public static string Action(IStringLocalizer texts, string action)
    {
        var whole = texts[action];
        return whole.ResourceNotFound
            ? action.Split('.').Select(part => texts[Spell(part)].Value).Aggregate((what, done) => texts["{0}: {1}", what, done])
            : whole;
    }

    /// <summary>A field's name.</summary>
    public static string Field(IStringLocalizer texts, string field) => texts[Spell(field)];

    /// <summary>The words of a name: <c>PublishedUtc</c> is "Published", <c>GoalMinor</c> is "Goal", <c>IsAnonymous</c> is "Anonymous".</summary>
    public static string Spell(string name)
    {
        var words = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && words.Length > 0)
            {
                words.Append(' ').Append(char.ToLower(character, CultureInfo.InvariantCulture));
            }
            else
            {
                words.Append(character);
            }
        }

        var spelt = words.ToString();
        foreach (var end in (string[])[" utc", " minor", " id"])
        {
            spelt = spelt.Length > end.Length && spelt.EndsWith(end, StringComparison.Ordinal) ? spelt[..^end.Length] : spelt;
        }

        return spelt.StartsWith("Is ", StringComparison.Ordinal) ? char.ToUpper(spelt[3], CultureInfo.InvariantCulture) + spelt[4..] : spelt;
    }
}
