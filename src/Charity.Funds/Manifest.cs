using Charity.Platform.Modules;

[assembly: Module(Name = "Funds", Description = "Community funds, campaigns, committees.")]
