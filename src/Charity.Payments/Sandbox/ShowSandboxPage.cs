using Charity.Payments.Gateways;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Sandbox;

/// <param name="CharityName">Who asks for the money.</param>
/// <param name="WasDeclined">The last try was declined; another one is possible.</param>
internal sealed record SandboxPage(
    string SessionId, LocalizedText CharityName, string Description, long AmountMinor, string Currency, SandboxStatus Status, bool WasDeclined, string SuccessUrl, string CancelUrl);

/// <summary>The sandbox's payment page; whoever has its address may pay, as at a real provider.</summary>
[Anybody]
internal sealed record ShowSandboxPage(string SessionId) : IQuery<SandboxPage>;

internal sealed class ShowSandboxPageHandler(CharityDbContext db, IPaymentGateway gateway, ISettingsStore settings, TimeProvider clock)
    : IRequestHandler<ShowSandboxPage, Result<SandboxPage>>
{
    public async Task<Result<SandboxPage>> Handle(ShowSandboxPage request, CancellationToken cancellationToken)
    {
        var session = await db.Set<SandboxSession>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == request.SessionId, cancellationToken);
        if (session is null || gateway.Provider != SandboxGateway.Name)
        {
            return Failure.NotFound("payment_page_unknown", "There is no such payment page.");
        }

        var site = await settings.GetAsync<SiteSettings>(cancellationToken);
        var isOpen = session.CanBePaid(clock.GetUtcNow().UtcDateTime);
        return new SandboxPage(
            session.Id,
            site.Name,
            session.Description,
            session.AmountMinor,
            session.Currency,
            session.Status == SandboxStatus.Open && !isOpen ? SandboxStatus.Expired : session.Status,
            isOpen && session.Declines > 0,
            session.SuccessUrl,
            session.CancelUrl);
    }
}
