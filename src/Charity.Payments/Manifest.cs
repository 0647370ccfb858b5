using Charity.Platform.Modules;

[assembly: Module(Name = "Payments", Description = "Checkouts, gateways, the webhook inbox.")]
