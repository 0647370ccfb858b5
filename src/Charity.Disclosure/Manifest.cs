using Charity.Platform.Modules;

[assembly: Module(Name = "Disclosure", Description = "The public ledger, statements, statistics.")]
