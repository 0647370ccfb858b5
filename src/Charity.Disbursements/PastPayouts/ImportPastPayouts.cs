using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.PastPayouts;

/// <summary>
/// Takes over what was received and paid in earlier years from a list, and writes it into the books: all of it or nothing, every wrong row named at
/// once. Rows that are there already are left as they are, so the same list again changes nothing.
/// </summary>
[Requires(Permissions.ImportPayouts)]
internal sealed record ImportPastPayouts(string FileName, Stream? Content) : IOutsideCall<ImportedPayouts>;

/// <param name="Known">Rows that had been taken over before.</param>
internal sealed record ImportedPayouts(int Added, int Known);

internal sealed class ImportPastPayoutsValidator : AbstractValidator<ImportPastPayouts>
{
    public ImportPastPayoutsValidator() => RuleFor(import => import.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Choose a file first.");
}

internal sealed class ImportPastPayoutsHandler(UnitOfWork unitOfWork, IAttachments attachments, IAreas areas, PastPayoutWriter writer, ICurrentUser user, IStringLocalizer texts, SiteTime time, TimeProvider clock)
    : IRequestHandler<ImportPastPayouts, Result<ImportedPayouts>>
{
    private const int MostRows = 20_000;

    public async Task<Result<ImportedPayouts>> Handle(ImportPastPayouts request, CancellationToken cancellationToken)
    {
        var owner = new AttachmentOwner("past-payouts", Guid.CreateVersion7(clock.GetUtcNow()));
        var stored = await attachments.StoreAsync(new AttachmentUpload(owner, "list", request.FileName, request.Content!), cancellationToken);
        if (stored.Failure is { } refused)
        {
            return refused;
        }

        await using var file = await attachments.OpenAsync(owner, stored.Value.Id, cancellationToken);
        var sheet = SheetReader.Read(file!.Stream, file.Info.ContentType, MostRows);
        if (sheet.Failure is { } unreadable)
        {
            return unreadable;
        }

        var (rows, problems) = new PastSheet(await areas.AllAsync(cancellationToken), time.Today.Year).Read(sheet.Value);
        return problems.Count > 0 ? PastFailures.Refused(problems, texts)
            : rows.Count == 0 ? Failure.Field("File", "list_empty", "The list has no rows.")
            : await unitOfWork.ExecuteAsync(token => writer.WriteAsync(rows, user.Name, token), written => written.Succeeded, cancellationToken);
    }
}
