using Charity.Platform.Modules;

[assembly: Module(Name = "Disbursements", Description = "Payment requests, approvals, batches for the bank, returned money, disbursement rate.")]
