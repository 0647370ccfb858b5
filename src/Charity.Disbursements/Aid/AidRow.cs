using Charity.Platform.Requests;

namespace Charity.Disbursements.Aid;

/// <summary>A row of a list as it was understood.</summary>
/// <param name="Sheet">As the spreadsheet counts.</param>
/// <param name="Fingerprint">Of the identity number.</param>
internal sealed record AidRow(int Sheet, string Name, string Identity, string Fingerprint, string Bank, string Card, long AmountMinor, string AreaCode, string Remark);

/// <summary>Something in a row that cannot stand.</summary>
internal sealed record AidProblem(AidColumn Column, FieldFailure Failure);
