using Charity.Platform.Modules;

[assembly: Module(Name = "Ledger", Description = "Accounts, journal entries, balances, verification.")]
