namespace Charity.Platform.Identifiers;

/// <summary>What is wrong with a typed identifier; one set of reasons for all, so that each is put into words once.</summary>
public enum IdentifierProblem
{
    /// <summary>Nothing was typed.</summary>
    Empty,

    /// <summary>Too short or too long.</summary>
    Length,

    /// <summary>A character stands where the standard does not allow it.</summary>
    Characters,

    /// <summary>The region code names no province.</summary>
    Region,

    /// <summary>The date in it is not a day of the calendar.</summary>
    Date,

    /// <summary>The date in it lies in the future.</summary>
    FutureDate,

    /// <summary>The last character does not fit the others: most likely a typing error.</summary>
    CheckDigit,

    /// <summary>The organisation code inside a credit code does not fit its own check character.</summary>
    OrganisationCheckDigit,

    /// <summary>A landline number without an area code that exists.</summary>
    AreaCode,
}

/// <summary>An identifier as it was understood.</summary>
/// <param name="Normalised">In half width and upper case, without spaces and hyphens: the form to store and compare, also when something is wrong.</param>
/// <param name="Problem">The first thing wrong, or null when it is in order.</param>
public sealed record IdentifierCheck(string Normalised, IdentifierProblem? Problem)
{
    /// <summary>Whether nothing is wrong with it. Being well-formed does not mean that it was ever issued.</summary>
    public bool IsValid => Problem is null;
}
