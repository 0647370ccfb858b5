using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Notices;

/// <summary>Tells who objected, to whoever examines it; each look is in the audit trail.</summary>
[Requires(Permissions.HandleObjections)]
internal sealed record RevealObjector(Guid Id) : ICommand<Result<Objector>>;

internal sealed record Objector(string? Name, string? Contact);

internal sealed class RevealObjectorHandler(CharityDbContext db, ObjectionHandlerCheck handlers, IAuditTrail audit) : IRequestHandler<RevealObjector, Result<Objector>>
{
    public async Task<Result<Objector>> Handle(RevealObjector request, CancellationToken cancellationToken)
    {
        if (await ObjectionAccess.FindAsync(db, handlers, request.Id, cancellationToken) is not { } objection)
        {
            return ObjectionAccess.Unknown;
        }

        if (await handlers.RefusalAsync(objection, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        audit.Record("PersonalData.Revealed", objection.Id.ToString(), new { Number = "Objector" });
        return new Objector(objection.Name, objection.Contact);
    }
}
