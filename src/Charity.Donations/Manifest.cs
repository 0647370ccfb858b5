using Charity.Platform.Modules;

[assembly: Module(Name = "Donations", Description = "Gifts, offline gifts, receipts, tracking.")]
