using Charity.Disbursements.Aid;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Banks;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Charges;
using Charity.Disbursements.Checks;
using Charity.Disbursements.PastPayouts;
using Charity.Disbursements.Recipes;
using Charity.Disbursements.Ratios;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Disbursements.Spending;
using Charity.Disbursements.Statements;
using Charity.Disbursements.Subjects;
using Charity.Disbursements.Tracking;
using Charity.Disbursements.Warnings;
using Charity.Platform.Modules;
using Charity.Platform.Recipes;
using Charity.Ventures.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Disbursements;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<PaymentDesk>();
        module.Services.AddScoped<IInstalmentPayments, InstalmentPayments>();
        module.Services.AddScoped<IPaymentSubject, InstalmentSubject>();
        module.Services.AddScoped<MotionSubject>();
        module.Services.AddScoped<IPaymentSubject>(services => services.GetRequiredService<MotionSubject>());
        module.Services.AddScoped<PersonMails>();
        module.Services.AddScoped<PaymentSubjects>();
        module.Services.AddScoped<SeparateDuties>();
        module.Services.AddScoped<PaymentReservations>();
        module.Services.AddScoped<PaymentSettling>();
        module.Services.AddScoped<PaymentStopping>();
        module.Services.AddScoped<PaymentAnnulling>();
        module.Services.AddScoped<ApprovalAlerts>();
        module.Services.AddScoped<ApprovalRights>();
        module.Services.AddScoped<UnusualPayments>();
        module.Services.AddScoped<BatchDesk>();
        module.Services.AddScoped<PaymentLines>();
        module.Services.AddScoped<PaymentBooking>();
        module.Services.AddScoped<AnswerWriter>();
        module.Services.AddScoped<ReturnDesk>();
        module.Services.AddScoped<ReturnPages>();
        module.Services.AddScoped<PayableMotions>();
        module.Services.AddScoped<TrackingPages>();
        module.Services.AddScoped<TrackingReader>();
        module.Services.AddScoped<UnpaidReader>();
        module.Services.AddScoped<EarlyMails>();
        module.Services.AddScoped<PastPayoutWriter>();
        module.Services.AddScoped<ChargeDesk>();
        module.Services.AddScoped<RatioReader>();
        module.Services.AddScoped<StatementMatcher>();
        module.Services.AddScoped<StatementDesk>();
        module.Services.AddScoped<AidSubject>();
        module.Services.AddScoped<IPaymentSubject>(services => services.GetRequiredService<AidSubject>());
        module.Services.AddScoped<AidDesk>();
        module.Services.AddScoped<AidUploads>();
        module.Services.AddScoped<AidListWriter>();
        module.Services.AddScoped<AidListReader>();
        module.Services.AddScoped<AidRecipients>();
        module.Services.AddSingleton<AidCodes>();
        module.Services.AddSingleton<SettingsType>(new SettingsType<BankSettings>());
        module.Services.AddSingleton<SettingsType>(new SettingsType<ApprovalSettings>());
        module.Services.AddSingleton<SettingsType>(new SettingsType<TrackingSettings>());
        module.Services.AddSingleton<SettingsType>(new SettingsType<ChargeSettings>());
        module.Services.AddSingleton<SettingsType>(new SettingsType<AidArchiveSettings>());
        module.Services.AddSingleton<SettingsType>(new SettingsType<RatioSettings>());
        module.AddOwnership<IOwnPaymentRequest, OwnPaymentsOnly>();
        module.AddRecipeStep<AidStep>();
        module.AddRecipeStep<PaymentsStep>();
        module.AddRecipeStep<PastPayoutsStep>();
        module.AddVerification<PaymentsEqualEntries>();
        module.AddVerification<ChargesEqualEntries>();
        module.AddVerification<StatementsConfirmTransfers>();
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddJob<CleanAidUploads>("Throws away files of aid lists that were not corrected within a day", CleanAidUploads.Cron);
        module.AddJob<EraseAidNumbers>("Erases the numbers of people on lists whose time in the archive is over", EraseAidNumbers.Cron);
        module.AddJob<PaymentClock>("Lets payment requests lapse that nobody has decided about in time", PaymentClock.Cron);
        module.AddJob<WarnEarly>("Tells those who can still prevent it what is about to be late", WarnEarly.Cron);
        module.AddJob<ReturnClock>("Reminds of money that has to come back, and tells when it did not", ReturnClock.Cron);
        module.AddJob<WatchRatios>("Warns when the year would miss what the law asks to be spent, or administration takes too much", WatchRatios.Cron);
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPayoutsApi();
        endpoints.MapAidApi();
        endpoints.MapPaymentsApi();
    }
}
