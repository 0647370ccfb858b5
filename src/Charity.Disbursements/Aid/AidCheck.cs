using System.Globalization;
using System.Text;
using Charity.Organisations.Contracts;
using Charity.Platform.Identifiers;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Disbursements.Aid;

/// <summary>
/// Judges the rows of one list, from the first to the last. Everything that is wrong with a row is said at once, so that a list is corrected once. Of
/// the rows it keeps only what finds a second one: the identity and card numbers.
/// </summary>
internal sealed class AidCheck(
    AidProgramme programme, IReadOnlyDictionary<AidColumn, int> places, AidPlaces areas, IPersonFingerprints fingerprints, IReadOnlyDictionary<string, int> earlier, DateOnly today)
{
    /// <summary>Spreadsheets keep so many digits of a number and write zeros for the rest (IEEE 754).</summary>
    private const int DigitsKept = 15;
    private const int ShortestCard = 12, LongestCard = 19, ShortestChecked = 16;

    private readonly Dictionary<string, int> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _cards = new(StringComparer.Ordinal);
    private readonly List<AidProblem> _problems = [];
    private SheetRow _row = new(0, [], new HashSet<int>());

    /// <summary>Rows looked at.</summary>
    public int People { get; private set; }

    /// <summary>Of all amounts that could be read, also in rows with something else wrong: what the control total is held against.</summary>
    public long SumMinor { get; private set; }

    /// <summary>People who stand in an earlier list of the period, where the programme allows it.</summary>
    public int Repeats { get; private set; }

    /// <summary>The row, and what is wrong with it; only a row without problems may be taken.</summary>
    public (AidRow Row, IReadOnlyList<AidProblem> Problems) Check(SheetRow row)
    {
        (_row, People) = (row, People + 1);
        _problems.Clear();
        foreach (var (column, place) in places.Where(place => row.Formulas.Contains(place.Value)))
        {
            Refuse(column, "cell_formula", "This is a formula. Copy the column and paste it as values.");
        }

        var identity = Identity();
        var read = new AidRow(row.Number, Name(), identity, identity.Length > 0 ? fingerprints.OfIdentity(identity) : string.Empty, Bank(), Card(), Amount(), Area(), Remark());
        CheckEarlier(read);
        return (read, _problems.Count == 0 ? [] : [.. _problems]);
    }

    private void CheckEarlier(AidRow row)
    {
        if (row.Fingerprint.Length == 0 || !earlier.TryGetValue(row.Fingerprint, out var list))
        {
            return;
        }

        if (programme.AllowsRepeats)
        {
            Repeats++;
        }
        else
        {
            Refuse(AidColumn.Identity, "person_in_earlier_list", "This person stands in list {0} of the same period already.", list);
        }
    }

    private string Name()
    {
        var name = PlainText.Clean(HalfWidth.Of(Text(AidColumn.Name)));
        if (name.Length == 0)
        {
            Refuse(AidColumn.Name, "cell_missing", "Nothing is typed here.");
        }
        else if (name.Length > AidColumn.NameLength)
        {
            Refuse(AidColumn.Name, "text_too_long", "Please use at most {0} characters.", AidColumn.NameLength);
        }
        else if (!name.EnumerateRunes().All(IsOfNames) || !Rune.IsLetter(name.EnumerateRunes().First()))
        {
            Refuse(AidColumn.Name, "name_odd", "\"{0}\" has signs that no name has. Type the name only.", Short(name));
        }

        return name;
    }

    private static bool IsOfNames(Rune rune) =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || rune.Value is ' ' or '·' or '•' or '・' or '‧' or '.' or '\'' or '’' or '-' or '〇';

    /// <summary>Empty when it cannot be what it should.</summary>
    private string Identity()
    {
        var typed = Text(AidColumn.Identity);
        if (IsDestroyed(AidColumn.Identity, typed))
        {
            return string.Empty;
        }

        var (number, problem) = ResidentIdentityNumber.Check(typed, today);
        switch (problem)
        {
            case IdentifierProblem.Empty:
                Refuse(AidColumn.Identity, "cell_missing", "Nothing is typed here.");
                break;
            case IdentifierProblem.Length when number.Length == 15 && number.All(char.IsAsciiDigit):
                Refuse(AidColumn.Identity, "identity_old", "This is a number of 15 digits from before 1999. Ask for the present one with 18.");
                break;
            case IdentifierProblem.Length:
                Refuse(AidColumn.Identity, "identity_length", "An identity number has 18 characters; this one has {0}.", number.Length);
                break;
            case IdentifierProblem.Characters:
                Refuse(AidColumn.Identity, "identity_characters", "An identity number has 17 digits and then a digit or X.");
                break;
            case IdentifierProblem.Region:
                Refuse(AidColumn.Identity, "identity_region", "No identity number begins with {0}. Look at the first digits again.", number[..2]);
                break;
            case IdentifierProblem.Date:
                Refuse(AidColumn.Identity, "identity_date", "The 7th to 14th digits ({0}) are no day of birth.", number[6..14]);
                break;
            case IdentifierProblem.FutureDate:
                Refuse(AidColumn.Identity, "identity_future", "By this number the person is not born yet ({0}).", number[6..14]);
                break;
            case IdentifierProblem.CheckDigit when number.EndsWith("000", StringComparison.Ordinal):
                Refuse(AidColumn.Identity, "digits_lost", LostDigits, number.Length - DigitsKept);
                break;
            case not null:
                Refuse(AidColumn.Identity, "identity_check_digit", "The last character does not fit the others: one of them is mistyped, or two are swapped.");
                break;
        }

        return problem is not null ? string.Empty : Once(_people, AidColumn.Identity, number, "identity_twice", "This identity number stands in row {0} already.") ? number : string.Empty;
    }

    private string Card()
    {
        var typed = Text(AidColumn.Card);
        if (IsDestroyed(AidColumn.Card, typed))
        {
            return string.Empty;
        }

        var (number, problem) = BankCardNumber.Check(typed);
        if (problem == IdentifierProblem.Empty)
        {
            Refuse(AidColumn.Card, "cell_missing", "Nothing is typed here.");
        }
        else if (problem == IdentifierProblem.Characters)
        {
            Refuse(AidColumn.Card, "card_characters", "A card number has digits only.");
        }
        else if (number.Length is < ShortestCard or > LongestCard)
        {
            Refuse(AidColumn.Card, "card_length", "A card number has {0} to {1} digits; this one has {2}.", ShortestCard, LongestCard, number.Length);
        }
        else if (problem == IdentifierProblem.CheckDigit && number.Length > DigitsKept && number[DigitsKept..].All(digit => digit == '0'))
        {
            Refuse(AidColumn.Card, "digits_lost", LostDigits, number.Length - DigitsKept);
        }
        else if (problem == IdentifierProblem.CheckDigit && number.Length >= ShortestChecked && number.StartsWith("62", StringComparison.Ordinal))
        {
            // Only of UnionPay's own cards (62) is it known that the last digit checks the others; passbooks and old cards have other rules.
            Refuse(AidColumn.Card, "card_check_digit", "The last digit does not fit the others: one of them is mistyped, or two are swapped.");
        }
        else
        {
            Once(_cards, AidColumn.Card, number, "card_twice", "This card stands in row {0} already. Everybody needs an account of their own.");
        }

        return number;
    }

    private const string LostDigits = "The spreadsheet has replaced the last {0} digits by zeros, as it does with long numbers. Set the column to text and type or paste the numbers again from where they came.";

    /// <summary>1.10101E+17, or a number cell with more digits than a spreadsheet keeps: what stood there is lost, and no check digit may say otherwise by chance.</summary>
    private bool IsDestroyed(AidColumn column, string typed)
    {
        var place = places[column];
        if (_row.LostDigits.Contains(place))
        {
            Refuse(column, "digits_lost", LostDigits, Math.Max(1, typed.Length - DigitsKept));
            return true;
        }

        var text = HalfWidth.Of(typed).ToUpperInvariant();
        var power = text.IndexOf("E+", StringComparison.Ordinal);
        if (power > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            Refuse(column, "number_shortened", "The spreadsheet has shortened this number to {0}. Set the column to text and type or paste the numbers again from where they came.", Short(typed));
            return true;
        }

        return false;
    }

    private string Bank()
    {
        var bank = PlainText.Clean(HalfWidth.Of(Text(AidColumn.Bank)));
        if (bank.Length == 0)
        {
            Refuse(AidColumn.Bank, "cell_missing", "Nothing is typed here.");
        }
        else if (bank.Length > AidColumn.BankLength)
        {
            Refuse(AidColumn.Bank, "text_too_long", "Please use at most {0} characters.", AidColumn.BankLength);
        }
        else if (!bank.Any(char.IsLetter))
        {
            Refuse(AidColumn.Bank, "bank_odd", "\"{0}\" is no bank. Type its name.", Short(bank));
        }

        return bank;
    }

    private long Amount()
    {
        var typed = Text(AidColumn.Amount);
        var (minor, problem) = AmountParser.Parse(typed, Money.Yuan);
        switch (problem)
        {
            case null when minor > programme.LimitMinor:
                Refuse(AidColumn.Amount, "amount_above_limit", "{0} is more than this programme gives a person ({1}).", Money.Format(minor.Value, Money.Yuan), Money.Format(programme.LimitMinor, Money.Yuan));
                break;
            case null when minor == 0:
            case AmountProblem.Negative:
                Refuse(AidColumn.Amount, "amount_not_positive", "An amount is more than nothing.");
                break;
            case AmountProblem.Empty:
                Refuse(AidColumn.Amount, "cell_missing", "Nothing is typed here.");
                break;
            case AmountProblem.TooManyDecimals:
                Refuse(AidColumn.Amount, "amount_decimals", "{0} has more than two decimals. Round it to fen.", Short(typed));
                break;
            case AmountProblem.TooLarge:
            case AmountProblem.NotANumber:
                Refuse(AidColumn.Amount, "amount_wrong", "\"{0}\" is no amount. Type it in yuan, like 1500.00.", Short(typed));
                break;
        }

        SumMinor += Math.Min(minor ?? 0, AidProgramme.LargestLimit);
        return minor ?? 0;
    }

    private string Area()
    {
        var typed = Text(AidColumn.Area);
        if (typed.Length == 0)
        {
            return string.Empty;
        }

        if (areas.Find(typed, out var isAmbiguous) is { } area)
        {
            return area.Code;
        }

        if (isAmbiguous)
        {
            Refuse(AidColumn.Area, "area_ambiguous", "Several areas are called \"{0}\". Type the street before it.", Short(typed));
        }
        else
        {
            Refuse(AidColumn.Area, "area_unknown", "There is no street or community \"{0}\" here.", Short(typed));
        }

        return string.Empty;
    }

    private string Remark()
    {
        var remark = PlainText.Clean(Text(AidColumn.Remark));
        if (remark.Length > AidColumn.RemarkLength)
        {
            Refuse(AidColumn.Remark, "text_too_long", "Please use at most {0} characters.", AidColumn.RemarkLength);
        }

        return remark;
    }

    private bool Once(Dictionary<string, int> seen, AidColumn column, string number, string code, string message)
    {
        if (seen.TryAdd(number, _row.Number))
        {
            return true;
        }

        Refuse(column, code, message, seen[number]);
        return false;
    }

    private string Text(AidColumn column) => places.TryGetValue(column, out var place) ? _row.Cells[place] : string.Empty;

    private void Refuse(AidColumn column, string code, string message, params object[] arguments) => _problems.Add(new AidProblem(column, new FieldFailure(column.Heading.Zh, code, message, arguments)));

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
