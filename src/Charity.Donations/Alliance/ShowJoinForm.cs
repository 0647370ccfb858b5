using Charity.Platform.Requests;
using MediatR;

namespace Charity.Donations.Alliance;

/// <summary>The form by which a merchant joins.</summary>
[Anybody]
internal sealed record ShowJoinForm : IQuery<JoinForm>;

internal sealed record JoinForm(ApplyToAlliance Typed, MerchantChoices Choices);

internal sealed class ShowJoinFormHandler(MerchantReader reader, TimeProvider clock) : IRequestHandler<ShowJoinForm, Result<JoinForm>>
{
    public async Task<Result<JoinForm>> Handle(ShowJoinForm request, CancellationToken cancellationToken) =>
        new JoinForm(new ApplyToAlliance { FormId = Guid.CreateVersion7(clock.GetUtcNow()), PledgeKind = PledgeKind.PerSale }, await reader.ChoicesAsync(cancellationToken));
}
