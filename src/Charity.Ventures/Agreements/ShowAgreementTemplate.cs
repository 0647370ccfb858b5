using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>The text that agreements are made from, to be changed.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowAgreementTemplate : IQuery<EditAgreementTemplate>;

internal sealed class ShowAgreementTemplateHandler(ISettingsStore settings) : IRequestHandler<ShowAgreementTemplate, Result<EditAgreementTemplate>>
{
    public async Task<Result<EditAgreementTemplate>> Handle(ShowAgreementTemplate request, CancellationToken cancellationToken) =>
        new EditAgreementTemplate { Text = (await settings.GetAsync<AgreementTemplate>(cancellationToken)).Text };
}
